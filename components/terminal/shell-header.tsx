'use client';

import { Box, CircleStop, Gauge, Layers, type LucideIcon, Ship, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import type { RefObject } from 'react';
import { BrandMark } from '#components/shell-frame/brand.tsx';
import { ThemeSwitch } from '#components/shell-frame/theme-switch.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { StateBadge } from './state-badge.tsx';
import { messages } from './terminal-messages.ts';
import { TerminalOptions } from './terminal-options.tsx';
import type { PaneView } from './terminal-pane.ts';

export interface ShellHeaderProps {
  readonly namespace: string;
  readonly pod: string;
  /** Name of the context, '' when it is not known. */
  readonly context: string;
  readonly podsHref: string;
  readonly podHref: string;
  readonly view: PaneView;
  readonly onEnd: () => void;
  /** Where the focus goes when it leaves the terminal. */
  readonly exitRef: RefObject<HTMLAnchorElement | null>;
}

/** Says where the shell is and how it is. */
export function ShellHeader(props: ShellHeaderProps) {
  const { namespace, pod, context, podsHref, podHref, view, onEnd, exitRef } = props;
  const { state } = view;
  const isLive = state.kind === 'ready' || state.kind === 'reconnecting';
  return (
    <header className="flex min-h-13 shrink-0 items-center gap-2 border-line border-b bg-surface py-1.5 pr-2 pl-3 sm:pr-3 sm:pl-4">
      <Link
        ref={exitRef}
        href={podsHref}
        prefetch={false}
        aria-label={messages.toPods}
        className="shrink-0 rounded-md px-1 py-1.5"
      >
        <BrandMark className="h-5 w-auto" />
      </Link>
      <span aria-hidden className="text-lg text-line-strong">
        /
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-0.5">
        <h1 className="min-w-0 truncate font-mono font-semibold text-base">
          <Link href={podHref} prefetch={false} className="rounded-sm hover:underline">
            {pod}
          </Link>
        </h1>
        <dl className="flex min-w-0 items-center gap-x-3 text-ink-muted text-xs max-sm:order-last max-sm:basis-full">
          <Fact icon={Box} name={messages.container} value={view.container} />
          <Fact icon={Layers} name={messages.namespace} value={namespace} />
          <Fact icon={Ship} name={messages.context} value={context} />
          <Fact icon={SquareTerminal} name={messages.shell} value={view.shell} className="max-sm:hidden" />
        </dl>
      </div>
      {state.kind === 'ready' && state.transport !== 'websocket' && (
        <FallbackBadge transport={state.transport} />
      )}
      <StateBadge state={state} />
      <div className="flex items-center">
        {isLive && (
          <Tooltip text={messages.endShellHint} side="bottom">
            <Button variant="ghost" onClick={onEnd} className="max-sm:px-2">
              <CircleStop aria-hidden />
              <span className="max-sm:sr-only">{messages.endShell}</span>
            </Button>
          </Tooltip>
        )}
        <TerminalOptions />
        <span className="contents max-sm:hidden">
          <ThemeSwitch />
        </span>
      </div>
    </header>
  );
}

function Fact({
  icon: Icon,
  name,
  value,
  className,
}: {
  icon: LucideIcon;
  name: string;
  value: string;
  className?: string;
}) {
  if (value === '') return null;
  return (
    <div className={classNames('flex min-w-0 items-center gap-1', className)} title={`${name}: ${value}`}>
      <dt>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="sr-only">{name}</span>
      </dt>
      <dd className="truncate">{value}</dd>
    </div>
  );
}

function FallbackBadge({ transport }: { transport: string }) {
  return (
    <Tooltip text={messages.fallbackHint(transport)} side="bottom">
      <button
        type="button"
        className="inline-flex h-6 shrink-0 cursor-help items-center gap-1.5 rounded-full bg-warn-soft px-2 font-medium text-warn-text text-xs"
      >
        <Gauge aria-hidden className="size-3.5" />
        {messages.fallback}
      </button>
    </Tooltip>
  );
}
