import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { takeUpInDock } from '#components/addresses/open-in-dock.ts';
import { podHref, podsHref } from '#components/addresses/pages.ts';
import { ContextMark } from '#components/contexts/context-mark.tsx';
import { useContextColours } from '#components/contexts/use-context-colour.ts';
import { useWhere } from '#components/contexts/use-where.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { SessionInfo } from '#protocol/api.ts';
import { sessionsCatalog } from './catalog.ts';
import { placeOf } from './session-feed.ts';
import { aboutSession, attachedWord } from './session-words.ts';
import { formatStart } from './start-time.ts';

/** One row for each shell; in a narrow window, one card. */
export function SessionTable({
  sessions,
  ending,
  onEnd,
}: {
  sessions: readonly SessionInfo[];
  /** Ids of those that are being ended. */
  ending: ReadonlySet<string>;
  onEnd: (sessionId: string) => void;
}) {
  const messages = useMessages(sessionsCatalog);
  const { columns } = messages;
  const names = [
    columns.pod,
    columns.namespace,
    columns.context,
    columns.shell,
    columns.since,
    columns.state,
  ];
  return (
    <table
      aria-label={messages.title}
      className="w-full max-lg:block border-separate border-spacing-0 rounded-lg border border-line bg-surface text-left text-sm"
    >
      <thead className="text-ink-muted text-xs max-lg:sr-only">
        <tr>
          {names.map((name) => (
            <th key={name} scope="col" className="px-3 py-2 font-medium">
              {name}
            </th>
          ))}
          <th scope="col" className="px-3 py-2">
            <span className="sr-only">{messages.end}</span>
          </th>
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {sessions.map((session) => (
          <SessionRow
            key={session.sessionId}
            session={session}
            isEnding={ending.has(session.sessionId)}
            onEnd={() => onEnd(session.sessionId)}
          />
        ))}
      </tbody>
    </table>
  );
}

function SessionRow({
  session,
  isEnding,
  onEnd,
}: {
  session: SessionInfo;
  isEnding: boolean;
  onEnd: () => void;
}) {
  const messages = useMessages(sessionsCatalog);
  const { language } = useLanguage();
  const router = useRouter();
  const { sessionId, context, namespace, pod, container, shell, startedAt, offset } = session;
  const where = useWhere(context)(namespace);
  const colour = useContextColours()(context);
  const about = aboutSession(messages, language, session);
  const { lastLines = [] } = session;
  const cell = 'wrap-anywhere border-line lg:border-t lg:px-3 lg:py-2 lg:align-top';
  // Without a width, a column whose text may break anywhere gets that of one letter.
  const named = `${cell} lg:min-w-28`;
  return (
    <tr className="max-lg:flex max-lg:flex-wrap max-lg:gap-x-3 max-lg:gap-y-1 max-lg:px-3 max-lg:py-3 max-lg:not-first:border-line max-lg:not-first:border-t">
      <th scope="row" className={`${cell} font-medium font-mono max-lg:min-w-0 max-lg:basis-full lg:w-full`}>
        <Link
          href={podHref({ context, namespace, pod })}
          prefetch={false}
          className="rounded-sm text-accent-text hover:underline"
        >
          {pod}
        </Link>
        {lastLines.length > 0 && (
          <pre className="mt-1 w-0 min-w-full overflow-hidden text-ellipsis font-normal text-2xs text-ink-muted">
            <span className="sr-only">{messages.lastLines}: </span>
            {lastLines.join('\n')}
          </pre>
        )}
      </th>
      <td className={named}>{namespace}</td>
      <td className={named}>
        <span className="inline-flex items-baseline gap-1.5">
          <ContextMark colour={colour} />
          {context}
        </span>
      </td>
      <td className={`${cell} lg:min-w-32`}>
        {[container, shell].filter((part) => part !== '').join(' · ')}
      </td>
      <td className={`${cell} lg:whitespace-nowrap`}>
        <time dateTime={startedAt}>{formatStart(language, startedAt)}</time>
      </td>
      <td className={`${cell} lg:whitespace-nowrap`}>
        {isEnding ? messages.states.ending : attachedWord(messages, session)}
      </td>
      <td className={`${cell} max-lg:basis-full`}>
        <span className="flex gap-2 lg:justify-end">
          <Button
            size="sm"
            disabled={isEnding}
            aria-label={messages.takeUpName(pod, where, about)}
            onClick={() => {
              const isTaken = takeUpInDock({ sessionId, place: placeOf(session), shownBytes: offset });
              // Beside the dock, the pods of its namespace are of more use than a list that is out of date.
              if (isTaken) router.push(podsHref({ context, namespaces: [namespace] }));
            }}
          >
            {messages.takeUp}
          </Button>
          <Button
            size="sm"
            variant="danger"
            disabled={isEnding}
            aria-label={messages.endName(pod, where, about)}
            onClick={onEnd}
          >
            {messages.end}
          </Button>
        </span>
      </td>
    </tr>
  );
}
