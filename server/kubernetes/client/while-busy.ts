import type { Clock } from '#server/ports.ts';
import { delay } from '../delay.ts';
import { retryAfterOf } from '../errors/retry-after.ts';

/**
 * Repeats a request for as long as the cluster asks to send it again later.
 * @param patienceMs time for all waits together; a longer one is not begun
 * @throws the last error of `attempt`, or the signal's reason
 */
export async function whileBusy<T>(
  clock: Clock,
  patienceMs: number,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  const until = clock.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const wait = retryAfterOf(error);
      if (wait === undefined || clock.now() + wait > until) throw error;
      await delay(clock, wait, signal);
      signal?.throwIfAborted();
    }
  }
}
