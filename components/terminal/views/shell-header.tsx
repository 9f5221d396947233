'use client';

import { Box, CircleStop, Gauge, Layers, type LucideIcon, Search, Ship, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode, RefObject } from 'react';
import { ContextMark, contextBorder } from '#components/contexts/context-mark.tsx';
import { useContextColours } from '#components/contexts/use-context-colour.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { BrandMark } from '#components/ui/brand-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import type { PaneView } from '../pane/pane-view.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { attachCatalog } from '../words/attach-catalog.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { ConnectionInfo } from './connection-info.tsx';
import { ActionItem, TerminalActions } from './terminal-actions.tsx';

export interface ShellHeaderProps {
  readonly namespace: string;
  readonly pod: string;
  /** Name of the context; '' if unknown. */
  readonly context: string;
  readonly podsHref: string;
  readonly podHref: string;
  readonly pane: TerminalPane | null;
  readonly view: PaneView;
  readonly onEnd: () => void;
  readonly onSearch: () => void;
  /** The element that gets the focus when it leaves the terminal. */
  readonly exitRef: RefObject<HTMLAnchorElement | null>;
  /** Controls of the page, after those of the terminal. */
  readonly switches: ReactNode;
}

/** Header of the full page of a shell: where it runs, its state, its actions. */
export function ShellHeader(props: ShellHeaderProps) {
  const messages = useMessages(terminalCatalog);
  const { namespace, pod, context, podsHref, podHref, pane, view, onEnd, onSearch, exitRef, switches } =
    props;
  const { state } = view;
  const colour = useContextColours()(context);
  const attach = useMessages(attachCatalog);
  const [end, endHint] =
    view.attached === null ? [messages.endShell, messages.endShellHint] : [attach.detach, attach.detachHint];
  const isLive = state.kind === 'ready' || state.kind === 'reconnecting';
  return (
    <header
      className={classNames(
        'flex min-h-13 max-sm:flex-wrap shrink-0 items-center gap-2 border-line border-b bg-surface py-1.5 pr-2 pl-3 sm:pr-3 sm:pl-4',
        colour !== 'none' && classNames('border-t-3', contextBorder(colour)),
      )}
    >
      <Link
        ref={exitRef}
        href={podsHref}
        prefetch={false}
        aria-label={messages.toPods}
        className="flex min-h-8 shrink-0 items-center justify-center rounded-md px-1 pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        <BrandMark className="h-5 w-auto" />
      </Link>
      <span aria-hidden className="text-lg text-line-strong">
        /
      </span>
      <h1 className="min-w-0 truncate font-mono font-semibold text-base max-sm:flex-1">
        <Link href={podHref} prefetch={false} className="rounded-sm hover:underline">
          {pod}
        </Link>
      </h1>
      <dl className="flex min-w-0 flex-1 items-center gap-x-3 pl-2 text-ink-muted text-xs max-sm:order-last max-sm:basis-full max-sm:pb-0.5 max-sm:pl-1">
        <Fact icon={Box} name={messages.container} value={view.container} />
        <Fact icon={Layers} name={messages.namespace} value={namespace} />
        <Fact icon={Ship} name={messages.context} value={context} mark={<ContextMark colour={colour} />} />
        <Fact icon={SquareTerminal} name={messages.shell} value={view.shell} />
      </dl>
      {state.kind === 'ready' && state.transport !== 'websocket' && (
        <FallbackBadge transport={state.transport} />
      )}
      <ConnectionInfo pane={pane} view={view} />
      <div className="flex items-center">
        <span className="flex max-sm:hidden">
          {isLive && (
            <Tooltip text={endHint} side="bottom">
              <Button variant="ghost" onClick={onEnd}>
                <CircleStop aria-hidden />
                {end}
              </Button>
            </Tooltip>
          )}
          <Tooltip text={messages.search.openHint} side="bottom">
            <Button variant="ghost" size="icon" aria-label={messages.search.open} onClick={onSearch}>
              <Search aria-hidden />
            </Button>
          </Tooltip>
        </span>
        <TerminalActions
          pane={pane}
          more={(choose) =>
            isLive && <ActionItem icon={CircleStop} name={end} onChoose={choose('elsewhere', onEnd)} />
          }
        />
        {switches}
      </div>
    </header>
  );
}

function Fact({
  icon: Icon,
  name,
  value,
  mark,
}: {
  icon: LucideIcon;
  name: string;
  value: string;
  mark?: ReactNode;
}) {
  if (value === '') return null;
  return (
    <div className="flex min-w-0 items-center gap-1" title={`${name}: ${value}`}>
      <dt className="flex items-center gap-1">
        {mark}
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="sr-only">{name}</span>
      </dt>
      <dd className="truncate">{value}</dd>
    </div>
  );
}

function FallbackBadge({ transport }: { transport: string }) {
  const messages = useMessages(terminalCatalog);
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
