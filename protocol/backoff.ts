/** How long to wait before the next attempt: the same rule in the browser and in the server. */

export interface BackoffBounds {
  /** Upper bound of the wait after the first failure, in milliseconds; it doubles with each further failure. */
  readonly firstMs: number;
  /** No wait is longer, in milliseconds. */
  readonly longestMs: number;
}

/** Doublings after which every pair of bounds has reached its longest wait; keeps the power finite. */
const MAX_DOUBLINGS = 30;

/**
 * Milliseconds to wait before the next attempt. Each wait is random between half of its upper bound and the bound, so
 * that a thousand clients do not return to a restarted server at the same moment.
 * @param failures attempts that have failed in a row; without one there is no wait
 * @param random from 0 up to but not including 1
 */
export function backoffMs({ firstMs, longestMs }: BackoffBounds, failures: number, random: number): number {
  if (failures <= 0) return 0;
  const bound = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, MAX_DOUBLINGS));
  return Math.round(bound * (0.5 + random / 2));
}
