'use client';

import { LoaderCircle, RefreshCw, SquareTerminal, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { failureCatalog } from '#components/failures/catalog.ts';
import { failureWords } from '#components/failures/failure-words.ts';
import { ServerQuote } from '#components/failures/server-quote.tsx';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { sentences } from '#components/language/sentences.ts';
import { Button } from '#components/ui/button.tsx';
import { useLasting } from '#components/ui/use-lasting.ts';
import { browserClock } from '../../connection/clock.ts';
import type { ConnectionState } from '../../connection/connection-state.ts';
import { attachCatalog } from '../../words/attach-catalog.ts';
import { terminalCatalog } from '../../words/catalog.ts';

type Reconnecting = Extract<ConnectionState, { kind: 'reconnecting' }>;
type Exited = Extract<ConnectionState, { kind: 'exited' }>;

/** A line over the bottom of the terminal. It does not resize the terminal, because the shell keeps running. */
export function Strip({
  icon,
  children,
  action,
}: {
  icon: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-10 flex justify-center px-4 pointer-coarse:bottom-15 short-pane:bottom-1 short-pane:px-1">
      <div className="pointer-events-auto flex max-w-2xl animate-appear flex-wrap items-center justify-end gap-x-3 gap-y-2 rounded-lg border border-line bg-raised px-4 py-2 shadow-pop short-pane:flex-nowrap short-pane:px-2 short-pane:py-1">
        <div className="flex min-w-56 flex-1 short-pane:min-w-0 gap-3 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0">
          {icon}
          <p className="min-w-0 flex-1 text-sm">{children}</p>
        </div>
        {action}
      </div>
    </div>
  );
}

/** A shell usually opens faster: what came and went would only flicker, and hold its first prompt up. Milliseconds. */
const SLOW_MS = 400;

/** Nothing at first. */
export function ConnectingStrip({ attaches }: { attaches: boolean }) {
  const messages = useMessages(terminalCatalog);
  const attach = useMessages(attachCatalog);
  const isSlow = useLasting(true, SLOW_MS);
  if (!isSlow) return null;
  return (
    <Strip icon={<LoaderCircle aria-hidden className="animate-spin text-info-text" />}>
      {attaches ? attach.connecting : messages.connecting}
    </Strip>
  );
}

export function ReconnectingStrip({
  state,
  terminals = 1,
  resumeSeconds,
  isAttached = false,
  isWatching = false,
  onRetry,
}: {
  state: Reconnecting;
  /** How many terminals it speaks for. */
  terminals?: number;
  /** How long the server keeps the shell, in seconds; 0: not at all. */
  resumeSeconds: number;
  /** It is attached to a container's main process. */
  isAttached?: boolean;
  /** It is somebody else's shell. */
  isWatching?: boolean;
  onRetry: () => void;
}) {
  const messages = useMessages(terminalCatalog);
  const attach = useMessages(attachCatalog);
  const seconds = useSecondsUntil(state.retryAt);
  return (
    <Strip
      icon={<WifiOff aria-hidden className="text-warn-text" />}
      action={
        state.retryAt !== null && (
          <Button size="sm" onClick={onRetry}>
            <RefreshCw aria-hidden />
            {messages.retryNow}
          </Button>
        )
      }
    >
      <LossText state={state} terminals={terminals} isAttached={isAttached} />{' '}
      {seconds === null ? messages.connectingAgain : messages.connectingIn(seconds)}
      {state.wasOpen && !isWatching && (
        <span className="block text-ink-muted text-xs short-pane:sr-only">
          {isAttached
            ? attach.lostKept(resumeSeconds, terminals)
            : messages.lostKept(resumeSeconds, terminals)}
        </span>
      )}
    </Strip>
  );
}

function LossText({
  state: { wasOpen, cause },
  terminals,
  isAttached,
}: {
  state: Reconnecting;
  terminals: number;
  isAttached: boolean;
}) {
  const messages = useMessages(terminalCatalog);
  const failures = useMessages(failureCatalog);
  const { language } = useLanguage();
  if (terminals > 1) return messages.lostMany(terminals);
  if (cause !== undefined)
    return failureWords(cause, failures, language, isAttached ? 'attached' : 'shell').cause;
  return wasOpen ? messages.lost : messages.notOpened;
}

/** Below the terminal, not over it, so that the last lines of output stay visible. */
export function ExitedBar({
  state,
  wasAttached = false,
  onRestart,
}: {
  state: Exited;
  wasAttached?: boolean;
  onRestart: () => void;
}) {
  const shell = useMessages(terminalCatalog);
  const attach = useMessages(attachCatalog);
  const messages = wasAttached
    ? { ...shell, exited: attach.ended, restart: attach.again, restartKey: attach.againKey }
    : shell;
  const signal = signalOf(state.exitCode);
  const { title, said, quote } = useReason(state, wasAttached);
  return (
    <div className="order-last flex shrink-0 items-center gap-3 border-line border-t bg-surface px-4 py-2 max-h-full short-pane:py-1 short-pane:pr-1">
      <SquareTerminal aria-hidden className="size-4 shrink-0 text-ink-muted" />
      <p className="max-h-full min-w-0 flex-1 overflow-y-auto text-sm short-pane:line-clamp-2">
        {title ?? (
          <>
            {messages.exited(state.exitCode)} {signal !== null && messages.signal(signal)}
          </>
        )}
        {said !== '' && <span className="block text-ink-muted text-xs">{said}</span>}
        {quote !== '' && (
          <span className="block text-ink-muted text-xs">
            <ServerQuote text={quote} />
          </span>
        )}
      </p>
      <span className="hidden text-ink-muted text-xs wide-pane:not-pointer-coarse:inline">
        {messages.restartKey}
      </span>
      <Button variant="primary" onClick={onRestart} aria-keyshortcuts="Enter">
        <SquareTerminal aria-hidden />
        {messages.restart}
      </Button>
    </div>
  );
}

/** The signal of an exit code of 128 + n, as shells report it; null for other codes. */
function signalOf(exitCode: number | null): number | null {
  return exitCode === null || exitCode <= 128 || exitCode > 192 ? null : exitCode - 128;
}

/**
 * Why the shell ended, if known: our text and the server's. The title stands in for the exit code of a process that the
 * server has ended: that only says how.
 */
function useReason(
  { cause, exitCause, reason }: Exited,
  wasAttached: boolean,
): { title?: string; said: string; quote: string } {
  const messages = useMessages(terminalCatalog);
  const failures = useMessages(failureCatalog);
  const { language } = useLanguage();
  if (cause !== undefined) {
    const words = failureWords(cause, failures, language, wasAttached ? 'attached' : 'shell');
    return { title: words.title, said: sentences(words.cause, words.next), quote: words.quote };
  }
  switch (exitCause) {
    case 'ended-by-server':
      return { said: messages.endedByServer, quote: '' };
    case 'detached':
      return { said: messages.detached, quote: '' };
    case 'process-exited':
      // The exit code is already shown; the server's sentence adds nothing.
      return { said: '', quote: '' };
    case undefined:
      return { said: '', quote: reason };
    default:
      return exitCause satisfies never;
  }
}

/** Whole seconds until a time on the browser's clock, at least 1; null without a time. */
function useSecondsUntil(time: number | null): number | null {
  const [now, setNow] = useState(() => browserClock.now());
  useEffect(() => {
    if (time === null) return;
    setNow(browserClock.now());
    const timer = setInterval(() => setNow(browserClock.now()), 250);
    return () => clearInterval(timer);
  }, [time]);
  return time === null ? null : Math.max(1, Math.ceil((time - now) / 1000));
}
