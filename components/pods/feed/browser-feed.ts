import { readFailure } from '#components/failures/read-failure.ts';
import type { FeedEnvironment } from './pod-subscription.ts';

/** The feed's ports in a real browser. */
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
    // Close the endless stream; nobody reads it here.
    ended.abort();
    return null;
  },
};

/** A tab hidden for longer than this stops listening. Milliseconds. */
const HIDDEN_MS = 10_000;

/**
 * Calls `start` when the page is or becomes visible, and `stop` when it has been hidden for a while: over HTTP/1.1 a
 * browser opens six connections to a server, and event streams in six hidden tabs would leave none for a seventh.
 * The returned function stops that.
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
