'use client';

import { SquareTerminal, X } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { takeUpInDock } from '#components/addresses/open-in-dock.ts';
import { sessionsHref } from '#components/addresses/pages.ts';
import { whereText } from '#components/addresses/shell-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { SessionInfo } from '#protocol/api.ts';
import { sessionsCatalog } from './catalog.ts';
import { loadSessions, placeOf } from './session-feed.ts';
import { useSessionFates } from './use-session-fates.ts';

/** In a new browser tab: offers the user's shells that run without a window, for as long as they do. */
export function LeftRunning() {
  const messages = useMessages(sessionsCatalog);
  const [found, setFound] = useState<readonly SessionInfo[]>([]);
  useEffect(() => {
    const ended = new AbortController();
    void loadSessions(ended.signal).then((answer) => {
      if (!ended.signal.aborted && answer.kind === 'answered')
        setFound(answer.body.filter(({ state }) => state === 'detached'));
    });
    return () => ended.abort();
  }, []);
  const fates = useSessionFates(found.map(({ sessionId }) => sessionId));
  const left = found.filter(({ sessionId }) => (fates.get(sessionId) ?? 'running') === 'running');
  const [first] = left;
  if (first === undefined) return null;
  const close = () => setFound([]);
  return (
    <section
      aria-label={messages.left}
      className="fixed right-3 bottom-3 z-40 flex w-[min(24rem,calc(100%-1.5rem))] animate-appear items-start gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-3 shadow-pop print:hidden"
    >
      <SquareTerminal aria-hidden className="mt-1 size-4 shrink-0 text-ink-muted" />
      <div className="grid min-w-0 flex-1 gap-1.5 py-0.5">
        <p role="status" className="text-sm wrap-anywhere">
          {left.length === 1
            ? messages.oneLeft(first.pod, whereText(first.namespace, first.context))
            : messages.someLeft(left.length)}
        </p>
        <div className="flex flex-wrap gap-2">
          {left.length === 1 && (
            <Button
              size="sm"
              variant="primary"
              onClick={() => {
                const { sessionId, offset } = first;
                if (takeUpInDock({ sessionId, place: placeOf(first), shownBytes: offset })) close();
              }}
            >
              {messages.takeUp}
            </Button>
          )}
          <Button asChild size="sm">
            <Link href={sessionsHref()} prefetch={false} onClick={close}>
              {messages.showAll}
            </Link>
          </Button>
        </div>
      </div>
      <Button variant="ghost" size="icon-sm" aria-label={messages.dismiss} onClick={close}>
        <X aria-hidden />
      </Button>
    </section>
  );
}
