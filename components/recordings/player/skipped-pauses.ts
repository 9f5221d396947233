/** Playing without the time in which nothing happened. */

import type { Pause } from './replay.ts';

/** Of a longer pause only so much is played. Milliseconds. */
export const PLAYED_OF_PAUSE_MS = 2_000;

/**
 * Where playing is after some time.
 * @param from the moment before
 * @param ms time that was played
 * @param pauses in order; those that are short do not matter
 */
export function playedTo(from: number, ms: number, pauses: readonly Pause[]): number {
  let at = from;
  let left = ms;
  for (let index = firstAfter(pauses, at); index < pauses.length; index += 1) {
    const [start, end] = pauses[index] ?? [0, 0];
    const stop = start + PLAYED_OF_PAUSE_MS;
    if (end <= stop) continue;
    const before = Math.max(0, stop - at);
    if (left <= before) break;
    left -= before;
    at = Math.max(at, end);
  }
  return at + left;
}

/** Index of the first pause that ends after the moment. */
function firstAfter(pauses: readonly Pause[], at: number): number {
  let low = 0;
  let high = pauses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pauses[middle]?.[1] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
