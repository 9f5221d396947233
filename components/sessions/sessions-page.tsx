'use client';

import { CircleStop, RefreshCw, SquareTerminal, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { useScrollKeys } from '#components/actions/use-scroll-keys.ts';
import { podsHref } from '#components/addresses/pages.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { RecordingsLink } from '#components/links/recordings-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { sessionsCatalog } from './catalog.ts';
import { SessionTable } from './session-table.tsx';
import { type Sessions, useSessions } from './use-sessions.ts';

const OwnCopies = onDemand(async () => (await import('#components/debug/own-copies.tsx')).OwnCopies);

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
  const sessions = useSessions();
  const room = useRef<HTMLDivElement>(null);
  const end = (sessionIds: readonly string[]) => {
    // The button that has the focus is removed.
    room.current?.focus({ preventScroll: true });
    sessions.end(sessionIds);
  };
  return (
    <div ref={room} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
      <Listed {...sessions} end={end} resumeSeconds={resumeSeconds} reopenSeconds={reopenSeconds} />
    </div>
  );
}

function Listed({
  state,
  refresh,
  ending,
  end,
  resumeSeconds,
  reopenSeconds,
}: Sessions & { resumeSeconds: number; reopenSeconds: number }) {
  const messages = useMessages(sessionsCatalog);
  const scroller = useRef<HTMLDivElement>(null);
  useScrollKeys(scroller);
  const refreshButton = (
    <>
      <RecordingsLink withText />
      <Button onClick={refresh}>
        <RefreshCw aria-hidden />
        {messages.refresh}
      </Button>
    </>
  );
  switch (state.kind) {
    case 'loading':
      return (
        <div className="px-4 py-4">
          <div className="mx-auto max-w-7xl">
            <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
            <p role="status" className="text-ink-muted text-sm">
              {messages.loading}
            </p>
          </div>
        </div>
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
    case 'listed': {
      const left = state.sessions.filter(({ sessionId }) => !ending.has(sessionId));
      if (state.sessions.length === 0)
        return (
          <div className="flex min-h-0 flex-1 flex-col overflow-auto px-4 pb-4">
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
              {state.incomplete && <Incomplete />}
            </Notice>
            <OwnCopies contexts={[]} />
          </div>
        );
      return (
        <div ref={scroller} className="min-h-0 flex-1 overflow-auto px-4 py-4">
          <div className="mx-auto grid max-w-7xl grid-cols-[minmax(0,1fr)] gap-4">
            <div className="flex flex-wrap items-start gap-2">
              <div className="min-w-0 flex-1 basis-64">
                <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
                <p className="text-ink-muted text-sm">{messages.text(resumeSeconds, reopenSeconds)}</p>
              </div>
              {refreshButton}
              {left.length > 0 && (
                <EndAll count={left.length} onEnd={() => end(left.map(({ sessionId }) => sessionId))} />
              )}
            </div>
            {state.incomplete && <Incomplete />}
            <SessionTable sessions={state.sessions} ending={ending} onEnd={(sessionId) => end([sessionId])} />
            <OwnCopies contexts={state.sessions.map(({ context }) => context)} />
          </div>
        </div>
      );
    }
    default:
      return state satisfies never;
  }
}

function Incomplete() {
  const messages = useMessages(sessionsCatalog);
  return (
    <p role="status" className="text-sm text-warn-text">
      {messages.incomplete}
    </p>
  );
}

/** Asks once more: nothing of it comes back. */
function EndAll({ count, onEnd }: { count: number; onEnd: () => void }) {
  const messages = useMessages(sessionsCatalog);
  const [asked, setAsked] = useState<'not-yet' | 'now' | 'cancelled'>('not-yet');
  if (asked !== 'now')
    return (
      <Button variant="danger" autoFocus={asked === 'cancelled'} onClick={() => setAsked('now')}>
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
          setAsked('not-yet');
          onEnd();
        }}
      >
        {messages.endAll}
      </Button>
      <Button autoFocus onClick={() => setAsked('cancelled')}>
        {messages.cancel}
      </Button>
    </div>
  );
}
