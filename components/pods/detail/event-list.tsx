import { Info, TriangleAlert } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { PodEvent } from '#protocol/api.ts';
import { Age } from '../clock/clock.tsx';
import { podCatalog } from './catalog.ts';
import { BOX, Nothing, Section } from './section.tsx';

/** The pod's recent events, newest first. */
export function EventList({ events }: { events: readonly PodEvent[] }) {
  const messages = useMessages(podCatalog);
  return (
    <Section title={messages.events} id="events">
      {events.length === 0 ? (
        <Nothing>{messages.noEvents}</Nothing>
      ) : (
        <ol className={BOX}>
          {events.map((event) => (
            <Event key={event.uid} event={event} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Event({ event }: { event: PodEvent }) {
  const messages = useMessages(podCatalog);
  const warning = event.type === 'Warning';
  const Icon = warning ? TriangleAlert : Info;
  return (
    <li className="flex items-start gap-2 px-4 py-2">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${warning ? 'text-warn-text' : 'text-idle-text'}`}
      />
      <div className="min-w-0 flex-1">
        <p className="break-words">
          <span className={warning ? 'font-medium text-warn-text' : 'font-medium'}>{event.reason}</span>{' '}
          <span className={warning ? undefined : 'text-ink-muted'}>{event.message}</span>
        </p>
        <p className="text-ink-muted text-xs">
          {event.source}
          {event.count > 1 && messages.comma + messages.times(event.count)}
        </p>
      </div>
      {event.lastSeenAt !== null && (
        <span className="shrink-0 text-ink-muted text-xs tabular-nums leading-5">
          <Age since={event.lastSeenAt} />
        </span>
      )}
    </li>
  );
}
