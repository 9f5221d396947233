import { PARTS_PARAMETER } from '#protocol/parts.ts';
import { beatingSource, type Every } from './beating-source.ts';
import type { EventSourceLike } from './event-source.ts';

export const every: Every = (ms, callback) => {
  const timer = setInterval(callback, ms);
  return () => clearInterval(timer);
};

/** {@link beatingSource} in a page or a worker. */
export function openEvents(route: string): EventSourceLike {
  return beatingSource(route, (path) => new EventSource(`${path}&${PARTS_PARAMETER}=true`), every);
}
