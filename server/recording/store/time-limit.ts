/** Work that may never come back. */

import type { Clock } from '#server/ports.ts';
import { StoreError } from '../ports.ts';

/**
 * @param limitMs in milliseconds
 * @param work is told to stop when nobody waits for it any more
 * @param who is waited for, at the start of a sentence
 * @throws StoreError `unavailable` when the time is over, and what the work throws
 */
export async function within<Result>(
  clock: Clock,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
  who = 'The store',
): Promise<Result> {
  const over = new AbortController();
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(limitMs, () => {
    const error = new StoreError('unavailable', `${who} did not answer in time.`);
    over.abort(error);
    late.reject(error);
  });
  try {
    return await Promise.race([work(over.signal), late.promise]);
  } finally {
    cancel();
  }
}
