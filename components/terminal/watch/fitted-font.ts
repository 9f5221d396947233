/** The font size at which a terminal of somebody else's size fits into this window. */

/** Smaller cannot be read: the terminal scrolls instead. */
export const SMALLEST_FONT = 6;

/** Steps of the font size, in CSS pixels. */
const STEP = 0.5;

/** What is known of one window and one size of the terminal in it. */
export interface FontFit {
  /** In CSS pixels. */
  readonly size: number;
  /** The smallest size that was too large; infinite where none was. Cells have whole pixels, so it cannot be computed. */
  readonly tooLarge: number;
}

/**
 * The next font size to try; the same object when nothing better is to be had.
 * @param usual the user's own font size, which is never exceeded, in CSS pixels
 * @param room what the window has for what the terminal takes at this size, in either direction the smaller: 1 fits exactly
 */
export function nextFit(fit: FontFit, usual: number, room: number): FontFit {
  const { size, tooLarge } = fit;
  if (!Number.isFinite(room) || room <= 0) return fit;
  const wanted = Math.floor((size * room) / STEP) * STEP;
  if (room < 1) {
    const smaller = Math.max(Math.min(SMALLEST_FONT, usual), Math.min(wanted, size - STEP));
    return smaller === size ? fit : { size: smaller, tooLarge: Math.min(tooLarge, size) };
  }
  const larger = Math.min(usual, wanted, tooLarge - STEP);
  return larger > size ? { size: larger, tooLarge } : fit;
}
