/** Cuts output for the screen, so that parsing it never keeps the page from a key for long. */

/**
 * UTF-16 units that xterm gets at once. It looks at the clock between two writes only, and stops after 12 ms; 16 Ki
 * units of short lines take 3 ms to parse, a whole message of 64 KiB four times that.
 */
export const PIECE_UNITS = 16 * 1024;

/** The text in pieces of at most {@link PIECE_UNITS}; one, if only an empty one, for a short text. */
export function pieces(text: string): string[] {
  if (text.length <= PIECE_UNITS) return [text];
  const cut: string[] = [];
  for (let at = 0; at < text.length; at += PIECE_UNITS) cut.push(text.slice(at, at + PIECE_UNITS));
  return cut;
}
