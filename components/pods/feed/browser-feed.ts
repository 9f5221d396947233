import { readFailure } from '#components/failures/read-failure.ts';
import { keyGaps } from '#components/keys/key-gaps.ts';
import { openPodStream } from '../streams/page-streams.ts';
import type { FeedEnvironment } from './pod-subscription.ts';

/** A server that is there answers within this time; it lists the pods first. Milliseconds. */
const PROBE_MS = 30_000;

/** The feed's ports in a real browser. */
export const browserFeed: FeedEnvironment = {
  random: Math.random,
  openEvents: openPodStream,
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  betweenKeys: (callback) => keyGaps.call(callback),
  async probe(route, signal) {
    const ended = new AbortController();
    const response = await fetch(route, {
      headers: { accept: 'text/event-stream' },
      cache: 'no-store',
      signal: AbortSignal.any([signal, ended.signal, AbortSignal.timeout(PROBE_MS)]),
    });
    if (!response.ok) return readFailure(response);
    // Cancel the stream, which has no end and no reader.
    ended.abort();
    return null;
  },
};

/** A tab closes its stream after being hidden for this time. Milliseconds. */
const HIDDEN_MS = 10_000;

/**
 * Calls `start` when the page is or becomes visible, and `stop` when it has been hidden for a while: nobody reads what it
 * would receive. The returned function stops that.
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
