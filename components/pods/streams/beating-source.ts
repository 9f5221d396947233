/** An EventSource that notices when its server is silent. Written for few bytes: every page loads it before it is live. */

import { BEAT, BEATS_PARAMETER } from '#protocol/beats.ts';
import { CLOSED, type EventSourceLike } from './event-source.ts';

/** A stream with beats that is silent for this time is lost. Milliseconds; a third beat is due then. */
const SILENT_MS = 6_000;

/** A stream may take this long to begin: the server lists all pods first. Milliseconds. */
const BEGIN_MS = 60_000;

/** Milliseconds between two looks. */
export const LOOK_MS = 1_000;

/** Calls back every `ms` milliseconds; the returned function stops that. */
export type Every = (ms: number, callback: () => void) => () => void;

/**
 * Opens a route with beats, and opens it again when the server falls silent: a server that is stopped, or a network that
 * drops packets, never ends the stream. Each time is an `error` with the `readyState` of an EventSource that reconnects.
 * A server that sends no beats is not watched.
 */
export function beatingSource(
  route: string,
  openEvents: (route: string) => EventSourceLike,
  every: Every,
): EventSourceLike {
  type Add = EventSourceLike['addEventListener'];
  const path = `${route}${route.includes('?') ? '&' : '?'}${BEATS_PARAMETER}=true`;
  const listeners = new Set<Parameters<Add>>();
  const onBeat = () => {
    limit = SILENT_MS;
  };
  const listen: Add = (type, listener, options) =>
    source.addEventListener(
      type,
      (event) => {
        // Looks are counted, not the time: after the machine has slept, the events are still to come.
        silence = 0;
        if (type === 'error') {
          limit = BEGIN_MS;
          if (source.readyState === CLOSED) stop();
        } else if (limit === BEGIN_MS) limit = Number.POSITIVE_INFINITY;
        listener(event);
      },
      options,
    );
  const connect = () => {
    source = openEvents(path);
    limit = BEGIN_MS;
    silence = 0;
    listen(BEAT, onBeat);
    listen('error', () => {});
    for (const one of listeners) listen(...one);
  };
  const look = () => {
    silence += LOOK_MS;
    if (silence < limit) return;
    source.close();
    connect();
    for (const [type, listener] of [...listeners]) if (type === 'error') listener(new Event(type));
  };

  let source: EventSourceLike;
  let limit: number;
  let silence: number;
  connect();
  const stop = every(LOOK_MS, look);
  return {
    get readyState() {
      return source.readyState;
    },
    addEventListener(type, listener, options) {
      const one: Parameters<Add> = [type, listener, options];
      listeners.add(one);
      options?.signal?.addEventListener('abort', () => listeners.delete(one));
      listen(...one);
    },
    close() {
      stop();
      source.close();
    },
  };
}
