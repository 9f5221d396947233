/** Where a reader goes on that skips output. */

import { CATCH_UP_TAIL_LINES } from '#protocol/limits.ts';
import type { KeptOutput } from '../output/scrollback.ts';
import { leadingContinuations } from '../output/utf8.ts';

/** Of long lines a reader gets fewer: a terminal shows this many bytes at once. */
export const CATCH_UP_TAIL_BYTES = 256 * 1024;

/** Offset of the newest output that fills a terminal and its scrollback. */
export function newestStart(output: KeptOutput): number {
  return output.tailStart(CATCH_UP_TAIL_LINES, CATCH_UP_TAIL_BYTES);
}

/** The offset of the first character that begins at an offset of the kept output or after it. */
export function characterStart(output: KeptOutput, offset: number): number {
  return offset === 0 ? 0 : offset + leadingContinuations(output.read(offset, 4));
}
