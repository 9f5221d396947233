'use client';

import { CircleStop, LoaderCircle, RefreshCw, SquareTerminal, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { useScrollKeys } from '#components/actions/use-scroll-keys.ts';
import { takeUpInDock } from '#components/addresses/open-in-dock.ts';
import { podHref, podsHref } from '#components/addresses/pages.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { SessionInfo } from '#protocol/api.ts';
import { sessionsCatalog } from './catalog.ts';
import { placeOf } from './session-feed.ts';
import { aboutSession, attachedWord } from './session-words.ts';
import { formatStart } from './start-time.ts';
import { useSessions } from './use-sessions.ts';

/**
 * The user's running shells, to be used here or ended.
 * @param resumeSeconds how long the server keeps a shell whose connection dropped; 0: not at all
 * @param reopenSeconds the same for a shell whose window was closed
 */
export function SessionsPage({
  resumeSeconds,
  reopenSeconds,
}: {
  resumeSeconds: number;
  reopenSeconds: number;
}) {
  const messages = useMessages(sessionsCatalog);
  const { state, refresh, end } = useSessions();
  const scroller = useRef<HTMLDivElement>(null);
  useScrollKeys(scroller);
  const refreshButton = (
    <Button onClick={refresh}>
      <RefreshCw aria-hidden />
      {messages.refresh}
    </Button>
  );
  switch (state.kind) {
    case 'loading':
      return (
        <Notice wholePage icon={LoaderCircle} tone="idle" title={messages.title}>
          {messages.loading}
        </Notice>
      );
    case 'failed':
      return (
        <Notice
          wholePage
          alert
          icon={TriangleAlert}
          tone="bad"
          title={messages.failed}
          actions={refreshButton}
        >
          <FailureText failure={state.failure} place="pods" />
        </Notice>
      );
    case 'listed':
      if (state.sessions.length === 0)
        return (
          <Notice
            wholePage
            icon={SquareTerminal}
            tone="idle"
            title={messages.none}
            actions={
              <>
                <Button asChild variant="primary">
                  <Link href={podsHref()}>{messages.toPods}</Link>
                </Button>
                {refreshButton}
              </>
            }
          >
            {messages.noneText}
          </Notice>
        );
      return (
        <div ref={scroller} className="min-h-0 flex-1 overflow-auto px-4 py-4">
          <div className="mx-auto grid max-w-5xl gap-4">
            <div className="flex flex-wrap items-start gap-2">
              <div className="min-w-0 flex-1">
                <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
                <p className="text-ink-muted text-sm">{messages.text(resumeSeconds, reopenSeconds)}</p>
              </div>
              {refreshButton}
              <EndAll
                count={state.sessions.length}
                onEnd={() => end(state.sessions.map(({ sessionId }) => sessionId))}
              />
            </div>
            <SessionTable sessions={state.sessions} onEnd={(sessionId) => end([sessionId])} />
          </div>
        </div>
      );
    default:
      return state satisfies never;
  }
}

/** Asks once more: nothing of it comes back. */
function EndAll({ count, onEnd }: { count: number; onEnd: () => void }) {
  const messages = useMessages(sessionsCatalog);
  const [isAsked, setAsked] = useState(false);
  if (!isAsked)
    return (
      <Button variant="danger" onClick={() => setAsked(true)}>
        <CircleStop aria-hidden />
        {messages.endAll}
      </Button>
    );
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 text-sm">
      <span>{messages.endAllQuestion(count)}</span>
      <Button
        variant="danger"
        onClick={() => {
          setAsked(false);
          onEnd();
        }}
      >
        {messages.endAll}
      </Button>
      <Button autoFocus onClick={() => setAsked(false)}>
        {messages.cancel}
      </Button>
    </div>
  );
}

function SessionTable({
  sessions,
  onEnd,
}: {
  sessions: readonly SessionInfo[];
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
    <table className="w-full border-separate border-spacing-0 rounded-lg border border-line bg-surface text-left text-sm">
      <thead className="text-ink-muted text-xs">
        <tr>
          {names.map((name) => (
            <th key={name} scope="col" className="border-line border-b px-3 py-2 font-medium">
              {name}
            </th>
          ))}
          <th scope="col" className="border-line border-b px-3 py-2">
            <span className="sr-only">{messages.end}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <SessionRow key={session.sessionId} session={session} onEnd={() => onEnd(session.sessionId)} />
        ))}
      </tbody>
    </table>
  );
}

function SessionRow({ session, onEnd }: { session: SessionInfo; onEnd: () => void }) {
  const messages = useMessages(sessionsCatalog);
  const { language } = useLanguage();
  const router = useRouter();
  const { sessionId, context, namespace, pod, container, shell, startedAt, offset } = session;
  const about = aboutSession(messages, language, session);
  const { lastLines = [] } = session;
  const cell = 'px-3 py-2 align-top wrap-anywhere';
  return (
    <tr>
      <th scope="row" className={`${cell} font-mono font-medium`}>
        <Link
          href={podHref({ context, namespace, pod })}
          prefetch={false}
          className="rounded-sm text-accent-text hover:underline"
        >
          {pod}
        </Link>
        {lastLines.length > 0 && (
          <pre className="mt-1 max-w-md overflow-hidden font-normal text-2xs text-ink-muted">
            <span className="sr-only">{messages.lastLines}: </span>
            {lastLines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
              <span key={index} className="block truncate">
                {line}
              </span>
            ))}
          </pre>
        )}
      </th>
      <td className={cell}>{namespace}</td>
      <td className={cell}>{context}</td>
      <td className={cell}>{[container, shell].filter((part) => part !== '').join(' · ')}</td>
      <td className={cell}>
        <time dateTime={startedAt}>{formatStart(language, startedAt)}</time>
      </td>
      <td className={cell}>{attachedWord(messages, session)}</td>
      <td className={cell}>
        <span className="flex justify-end gap-2">
          <Button
            size="sm"
            aria-label={messages.takeUpName(pod, about)}
            onClick={() => {
              const isTaken = takeUpInDock({ sessionId, place: placeOf(session), shownBytes: offset });
              // Beside the dock, the pods of its namespace are of more use than a list that is out of date.
              if (isTaken) router.push(podsHref({ context, namespaces: [namespace] }));
            }}
          >
            {messages.takeUp}
          </Button>
          <Button size="sm" variant="danger" aria-label={messages.endName(pod, about)} onClick={onEnd}>
            {messages.end}
          </Button>
        </span>
      </td>
    </tr>
  );
}
