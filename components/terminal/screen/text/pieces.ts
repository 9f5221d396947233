/** Splits output into pieces, so that parsing never delays a key for long. */

/**
 * UTF-16 units per write. xterm checks the time only between writes, and pauses after 12 ms. 8 Ki units
 * of short lines take 2 ms to parse, and 20 ms after a reset, when each line needs new memory.
 */
export const PIECE_UNITS = 8 * 1024;

/** Splits text into pieces of at most {@link PIECE_UNITS}; an empty text is one empty piece. */
export function pieces(text: string): string[] {
  if (text.length <= PIECE_UNITS) return [text];
  const cut: string[] = [];
  for (let at = 0; at < text.length; at += PIECE_UNITS) cut.push(text.slice(at, at + PIECE_UNITS));
  return cut;
}
