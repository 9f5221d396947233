'use client';

import { RotateCcw, SquareTerminal, X } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import { wantPage } from '#components/addresses/open-in-dock.ts';
import { sessionsHref } from '#components/addresses/pages.ts';
import { whereText } from '#components/addresses/shell-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { SessionFate, SessionFates } from '#components/sessions/use-session-fates.ts';
import { Button } from '#components/ui/button.tsx';
import { type DockMessages, dockCatalog } from '../catalog.ts';
import type { ClosedShell } from '../state/closed-shells.ts';

/** More would cover the page; the list of running shells has them all. */
const MOST = 2;

/** As long as other notices: there is nothing left to do about a shell that has ended. Milliseconds. */
const GONE_MS = 12_000;

function closedName(messages: DockMessages, { place, container }: ClosedShell): string {
  const { pod, namespace, context = '' } = place;
  return `${messages.terminalName(pod, container)} (${whereText(namespace, context)})`;
}

/**
 * Offers to open shells again that were closed while something was running in them, and says when one has ended since.
 * Above the dock, newest last.
 */
export function ClosedShellList({
  shells: all,
  fates,
  reopenSeconds,
  onReopen,
  onEnd,
  onDismiss,
}: {
  /** Oldest first. */
  shells: readonly ClosedShell[];
  /** By session id. Nothing is said of a shell before something is known of it. */
  fates: SessionFates;
  /** How long the server keeps each of them. */
  reopenSeconds: number;
  onReopen: (shell: ClosedShell) => void;
  onEnd: (shell: ClosedShell) => void;
  onDismiss: (shells: readonly ClosedShell[]) => void;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.closed;
  const shells = all.filter(({ kept }) => fates.has(kept.sessionId));
  const fateOf = ({ kept }: ClosedShell): SessionFate => fates.get(kept.sessionId) ?? 'unknown';
  const older = shells.slice(0, -MOST);
  const allRun = older.every((shell) => fateOf(shell) === 'running');
  return (
    <ul
      aria-label={words.name}
      aria-live="polite"
      // Where the dock fills the window, below its bar.
      className="pointer-events-none fixed top-3 in-data-[dock=maximised]:top-14 right-3 z-40 grid w-[min(24rem,calc(100%-1.5rem))] gap-2 cramped:in-data-[dock=open]:top-14"
    >
      {older.length > 0 && (
        <Card
          text={allRun ? words.more(older.length, reopenSeconds) : words.moreClosed(older.length)}
          dismiss={words.dismiss}
          onDismiss={() => onDismiss(older)}
        >
          <Button asChild size="sm">
            <Link href={sessionsHref()} prefetch={false} onNavigate={wantPage}>
              {words.showAll}
            </Link>
          </Button>
        </Card>
      )}
      {shells.slice(-MOST).map((shell) => (
        <Card
          key={shell.id}
          text={
            <>
              {words.title}{' '}
              <span className="text-ink-muted">
                {fateText(words, fateOf(shell), closedName(messages, shell), reopenSeconds)}
              </span>
            </>
          }
          dismiss={words.dismiss}
          lastsMs={fateOf(shell) === 'gone' ? GONE_MS : undefined}
          onDismiss={() => onDismiss([shell])}
        >
          {fateOf(shell) !== 'gone' && (
            <Button size="sm" variant="primary" onClick={() => onReopen(shell)}>
              <RotateCcw aria-hidden />
              {words.reopen}
            </Button>
          )}
          {(fateOf(shell) === 'running' || fateOf(shell) === 'unknown') && (
            <Button size="sm" variant="danger" onClick={() => onEnd(shell)}>
              {words.end}
            </Button>
          )}
        </Card>
      ))}
    </ul>
  );
}

function fateText(
  words: DockMessages['closed'],
  fate: SessionFate,
  name: string,
  reopenSeconds: number,
): string {
  switch (fate) {
    case 'running':
      return words.kept(name, reopenSeconds);
    case 'output-left':
      return words.outputLeft(name);
    case 'gone':
      return words.gone(name);
    case 'unknown':
      return words.unknown(name);
    default:
      return fate satisfies never;
  }
}

/** One notice, with its buttons as children. */
function Card({
  text,
  dismiss,
  lastsMs,
  onDismiss,
  children,
}: {
  text: ReactNode;
  dismiss: string;
  /** It goes by itself after this time. */
  lastsMs?: number | undefined;
  onDismiss: () => void;
  children: ReactNode;
}) {
  const latest = useRef(onDismiss);
  useEffect(() => {
    latest.current = onDismiss;
  });
  useEffect(() => {
    if (lastsMs === undefined) return;
    const timer = setTimeout(() => latest.current(), lastsMs);
    return () => clearTimeout(timer);
  }, [lastsMs]);
  return (
    <li className="pointer-events-auto flex animate-appear items-start gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-3 shadow-pop">
      <SquareTerminal aria-hidden className="mt-1 size-4 shrink-0 text-ink-muted" />
      <div className="grid min-w-0 flex-1 gap-1.5 py-0.5">
        <p className="text-sm wrap-anywhere">{text}</p>
        <div className="flex flex-wrap gap-2 empty:hidden">{children}</div>
      </div>
      <Button variant="ghost" size="icon-sm" aria-label={dismiss} onClick={onDismiss}>
        <X aria-hidden />
      </Button>
    </li>
  );
}
