import { readFailure } from '#components/failures/read-failure.ts';
import type { FeedEnvironment } from './pod-subscription.ts';

/** The feed's environment in a real browser. */
export const browserFeed: FeedEnvironment = {
  random: Math.random,
  openEvents: (route) => new EventSource(route),
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  async probe(route, signal) {
    const ended = new AbortController();
    const response = await fetch(route, {
      headers: { accept: 'text/event-stream' },
      cache: 'no-store',
      signal: AbortSignal.any([signal, ended.signal]),
    });
    if (!response.ok) return readFailure(response);
    // The stream would run for ever, and nobody reads it here.
    ended.abort();
    return null;
  },
};

/** A tab hidden for longer than this stops listening. Milliseconds. */
const HIDDEN_MS = 10_000;

/**
 * Calls `start` now or when the page comes into sight, and `stop` when it has been hidden for a while: a browser
 * opens six connections to a server over HTTP/1.1, and an event stream in each of six hidden tabs would leave
 * none for the seventh. Until the returned function is called.
 */
export function whileInSight(start: () => void, stop: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') start();
    else timer = setTimeout(stop, HIDDEN_MS);
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', follow);
  };
}
