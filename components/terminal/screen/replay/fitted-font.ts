/** The size of text at which a screen of a given size fits its place. */

export interface Area {
  readonly width: number;
  readonly height: number;
}

/** Smaller text cannot be told apart; a screen that does not fit even so is scrolled. CSS pixels. */
export const SMALLEST_FONT = 5;

/** A small screen in a large window is enlarged by so much at most. */
const LARGEST_GROWTH = 1.6;

/** Font sizes are multiples of it: xterm draws again for each one. */
const STEP = 0.25;

/**
 * Tries sizes of text until the screen fits: cells are whole pixels, so a screen does not grow as evenly as its text.
 * @param measure size of the whole screen with that text
 * @param font the size of text to begin with; all in CSS pixels
 * @param wanted the size of text that the user has chosen
 */
export function fittedFont(
  measure: (font: number) => Area,
  font: number,
  place: Area,
  wanted: number,
): number {
  let fitting = SMALLEST_FONT;
  let tooLarge = Number.POSITIVE_INFINITY;
  // Each round narrows what lies between the two.
  for (let tried = font; ; ) {
    const screen = measure(tried);
    const scale = Math.min(place.width / screen.width, place.height / screen.height);
    if (scale >= 1) fitting = Math.max(fitting, tried);
    else tooLarge = tried;
    const next = Math.min(
      Math.floor((tried * scale) / STEP) * STEP,
      wanted * LARGEST_GROWTH,
      tooLarge - STEP,
    );
    if (next <= fitting) return Math.min(fitting, Math.max(SMALLEST_FONT, wanted * LARGEST_GROWTH));
    tried = next;
  }
}
