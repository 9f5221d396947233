'use client';

import { CircleStop, Container, Gauge, Search, SquareTerminal } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Fact, PodHeader } from '#components/contexts/pod-header.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { MenuSeparator } from '#components/ui/layers/menu.tsx';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import type { PaneView } from '../pane/pane-view.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { attachCatalog } from '../words/attach-catalog.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { ActionItem } from './action-item.tsx';
import { ConnectionInfo } from './connection-info.tsx';
import { HintBadge } from './hint-badge.tsx';
import { TerminalActions } from './terminal-actions.tsx';
import { WatchedBadge } from './watched-badge.tsx';

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
  const attach = useMessages(attachCatalog);
  const [end, endHint] =
    view.attached === null ? [messages.endShell, messages.endShellHint] : [attach.detach, attach.detachHint];
  const isLive = state.kind === 'ready' || state.kind === 'reconnecting';
  return (
    <PodHeader
      namespace={namespace}
      pod={pod}
      context={context}
      podsHref={podsHref}
      podHref={podHref}
      messages={messages}
      podsRef={exitRef}
      before={<Fact icon={Container} name={messages.container} value={view.container} />}
      after={<Fact icon={SquareTerminal} name={messages.shell} value={view.shell} />}
    >
      {state.kind === 'ready' && state.transport !== 'websocket' && (
        <FallbackBadge transport={state.transport} />
      )}
      <WatchedBadge pane={pane} view={view} />
      <ConnectionInfo pane={pane} view={view} />
      <div className="flex items-center gap-1 max-sm:gap-0">
        <span className="flex gap-1 max-sm:hidden">
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
            isLive && (
              <>
                <MenuSeparator />
                <ActionItem icon={CircleStop} name={end} onChoose={choose('elsewhere', onEnd)} />
              </>
            )
          }
        />
        {switches}
      </div>
    </PodHeader>
  );
}

function FallbackBadge({ transport }: { transport: string }) {
  const messages = useMessages(terminalCatalog);
  return (
    <HintBadge icon={Gauge} tone="warn" name={messages.fallback} hint={messages.fallbackHint(transport)} />
  );
}
