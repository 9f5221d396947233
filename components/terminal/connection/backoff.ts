/** How long to wait before each attempt to connect again. */

/** Wait before the second attempt, in milliseconds; it doubles with each further one. */
const BASE_MS = 500;

/** No wait is longer: after a laptop's sleep or a deploy the shell should be back before the user acts. */
const MAX_MS = 10_000;

/** Attempts at which doubling has long reached the longest wait; keeps the power finite. */
const MAX_DOUBLINGS = 10;

/**
 * Milliseconds to wait. The first attempt comes at once; later waits are spread over half of their length, so that
 * a thousand browsers do not come back to a restarted server in the same instant.
 * @param failures attempts that have failed since the connection was last good
 * @param random from 0 up to but not including 1
 */
export function backoffMs(failures: number, random: number): number {
  if (failures <= 0) return 0;
  const longest = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(failures - 1, MAX_DOUBLINGS));
  return Math.round(longest * (0.5 + random / 2));
}
