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
 * @param screen size of the whole screen at `font`
 * @param font the size of text that it was measured at; all in CSS pixels
 * @param wanted the size of text that the user has chosen
 */
export function fittedFont(screen: Area, font: number, place: Area, wanted: number): number {
  const scale = Math.min(place.width / screen.width, place.height / screen.height);
  const fitting = Math.floor((font * scale) / STEP) * STEP;
  return Math.max(SMALLEST_FONT, Math.min(fitting, wanted * LARGEST_GROWTH));
}
