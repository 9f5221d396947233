import { CircleCheck, CircleX, LoaderCircle, Radio, RefreshCw, TriangleAlert } from 'lucide-react';
import type { Failure } from '#components/failures/read-failure.ts';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { LogsMessages } from '../catalog.ts';
import type { LogSnapshot } from '../lines/log-model.ts';
import type { FollowState } from '../stream/log-follower.ts';
import type { FollowStates } from '../stream/log-group.ts';
import { MOST_LOGS } from './pod-sources.ts';

type Kind = FollowState['kind'];

const LOOKS: Readonly<Record<Kind, { readonly icon: typeof Radio; readonly ink: string }>> = {
  connecting: { icon: LoaderCircle, ink: 'text-ink-muted' },
  live: { icon: Radio, ink: 'text-good-text' },
  waiting: { icon: LoaderCircle, ink: 'text-warn-text' },
  reconnecting: { icon: TriangleAlert, ink: 'text-warn-text' },
  ended: { icon: CircleCheck, ink: 'text-ink-muted' },
  failed: { icon: CircleX, ink: 'text-bad-text' },
};

/** From what the user must know first. */
const ORDER: readonly Kind[] = ['failed', 'reconnecting', 'connecting', 'waiting', 'live', 'ended'];

/** What is most important of several logs. */
export function worstOf(states: Iterable<FollowState>): Kind {
  const kinds = new Set([...states].map(({ kind }) => kind));
  return ORDER.find((kind) => kinds.has(kind)) ?? 'connecting';
}

/** The first failure that one of the states has. */
export function failureOf(states: Iterable<FollowState>): Failure | undefined {
  for (const state of states) if ('failure' in state && state.failure !== undefined) return state.failure;
  return undefined;
}

/** One line: how the log stands, how many lines there are, and what is missing. */
export function LogStatus({
  states,
  leftOut,
  snapshot,
  messages,
  onRetry,
}: {
  states: FollowStates;
  /** Logs that are not read, because there are too many. */
  leftOut: number;
  snapshot: LogSnapshot;
  messages: LogsMessages;
  onRetry: () => void;
}) {
  const kind = worstOf(states.values());
  const { icon: Icon, ink } = LOOKS[kind];
  const { lines, total, dropped } = snapshot;
  const failure = failureOf([...states.values()].filter((state) => state.kind === kind));
  return (
    <footer className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t bg-surface px-3 py-1 text-ink-muted text-xs print:hidden">
      <output data-log-state={kind} className={classNames('flex items-center gap-1.5 font-medium', ink)}>
        <Icon aria-hidden className="size-3.5" />
        {messages.states[kind]}
        {states.size > 1 && ` ${messages.ofLogs(countOf(states, kind), states.size)}`}{' '}
        {failure !== undefined && <Why failure={failure} />}
      </output>
      {kind === 'failed' && (
        <Button variant="ghost" size="sm" onClick={onRetry}>
          <RefreshCw aria-hidden />
          {messages.tryAgain}
        </Button>
      )}
      {(kind === 'reconnecting' || kind === 'waiting') && (
        <Button variant="ghost" size="sm" onClick={onRetry}>
          <RefreshCw aria-hidden />
          {messages.retry}
        </Button>
      )}
      {leftOut > 0 && (
        <span data-left-out={leftOut} className="text-warn-text">
          {messages.leftOut(MOST_LOGS, MOST_LOGS + leftOut)}
        </span>
      )}
      <span className="ml-auto tabular-nums">{messages.shown(lines.length, total)}</span>
      {dropped > 0 && <span className="tabular-nums">{messages.dropped(dropped)}</span>}
    </footer>
  );
}

function countOf(states: FollowStates, kind: Kind): number {
  return [...states.values()].filter((state) => state.kind === kind).length;
}

function Why({ failure }: { failure: Failure }) {
  return <span className="font-normal">{useFailureWords(failure, 'log').title}</span>;
}
