import { isPodshellError, signInEnded } from '#protocol/problem.ts';
import type { Caller } from '../ports.ts';

/**
 * What `follow` gives until `signal` aborts, and no longer than the caller's sign-in lasts.
 * @throws PodshellError `unauthenticated` when the sign-in ends first, and what `follow` throws
 */
export function whileSignedIn<T>(
  { ended }: Pick<Caller, 'ended'>,
  signal: AbortSignal,
  follow: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncIterable<T> {
  return ended === undefined ? follow(signal) : untilEnded(ended, signal, follow);
}

async function* untilEnded<T>(
  ended: AbortSignal,
  signal: AbortSignal,
  follow: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const over = new AbortController();
  const stop = (): void => over.abort();
  const signals = [ended, signal];
  for (const one of signals) one.addEventListener('abort', stop, { once: true });
  if (signals.some(({ aborted }) => aborted)) stop();
  try {
    yield* follow(over.signal);
  } finally {
    for (const one of signals) one.removeEventListener('abort', stop);
  }
  if (ended.aborted && !signal.aborted) {
    throw isPodshellError(ended.reason) ? ended.reason : signInEnded();
  }
}
