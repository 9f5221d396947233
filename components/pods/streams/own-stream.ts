import { dropped, type EventSourceLike, OWN_EVENT_TYPES } from './event-source.ts';
import type { OpenStream } from './subject.ts';

/** Streams that have a connection of their own. */
export function ownStream(openEvents: (route: string) => EventSourceLike): OpenStream {
  return (route, sink) => {
    const source = openEvents(route);
    for (const type of OWN_EVENT_TYPES) {
      source.addEventListener(type, (message) => sink([type, (message as MessageEvent<string>).data]));
    }
    source.addEventListener('error', () => sink(dropped(source.readyState)));
    return () => source.close();
  };
}
