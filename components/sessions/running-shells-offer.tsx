'use client';

import { X } from 'lucide-react';
import { contextsCatalog } from '#components/contexts/catalog.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { SessionInfo } from '#protocol/api.ts';
import { sessionsCatalog } from './catalog.ts';
import { aboutSession } from './session-words.ts';

/** More would cover the terminal; the list of running shells has them all. */
const MOST = 3;

/** Offers shells that still run where a new one was opened, over the corner of its terminal. */
export function RunningShellsOffer({
  sessions,
  onTakeUp,
  onEnd,
  onDismiss,
}: {
  /** At least one. */
  sessions: readonly SessionInfo[];
  onTakeUp: (session: SessionInfo) => void;
  onEnd: (session: SessionInfo) => void;
  onDismiss: () => void;
}) {
  const messages = useMessages(sessionsCatalog);
  const { where: sayWhere } = useMessages(contextsCatalog);
  const { language } = useLanguage();
  const title = messages.inContainer(sessions.length);
  return (
    <section
      aria-label={messages.title}
      // Notices have the upper corner.
      className="absolute right-3 bottom-3 z-20 grid max-h-[calc(100%-1.5rem)] w-[min(24rem,calc(100%-1.5rem))] animate-appear gap-1.5 overflow-y-auto rounded-lg border border-line bg-raised py-2 pr-2 pl-3 text-ink shadow-pop print:hidden"
    >
      <div className="flex items-start gap-2">
        <p role="status" className="min-w-0 flex-1 py-1 text-sm">
          {title}
        </p>
        <Button variant="ghost" size="icon-sm" aria-label={messages.dismiss} onClick={onDismiss}>
          <X aria-hidden />
        </Button>
      </div>
      <ul className="grid gap-1.5">
        {sessions.slice(0, MOST).map((session) => {
          const about = aboutSession(messages, language, session);
          const where = sayWhere(session.namespace, session.context);
          return (
            <li key={session.sessionId} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate text-ink-muted text-xs">{about}</span>
              <Button
                size="sm"
                variant="primary"
                aria-label={messages.takeUpName(session.pod, where, about)}
                onClick={() => onTakeUp(session)}
              >
                {messages.takeUp}
              </Button>
              <Button
                size="sm"
                variant="danger"
                aria-label={messages.endName(session.pod, where, about)}
                onClick={() => onEnd(session)}
              >
                {messages.end}
              </Button>
            </li>
          );
        })}
      </ul>
      {sessions.length > MOST && (
        <p className="text-ink-muted text-xs">{messages.more(sessions.length - MOST)}</p>
      )}
    </section>
  );
}
