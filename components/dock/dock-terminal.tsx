'use client';

import { X } from 'lucide-react';
import { type CSSProperties, useEffect } from 'react';
import type { ConnectionSettings } from '#components/terminal/browser-ports.ts';
import { FailurePanel } from '#components/terminal/failure-panel.tsx';
import { NoticeList } from '#components/terminal/notice-list.tsx';
import { podsPath } from '#components/terminal/shell-links.ts';
import { StateAnnouncer } from '#components/terminal/state-announcer.tsx';
import { ConnectingStrip, ExitedBar, ReconnectingStrip } from '#components/terminal/state-strip.tsx';
import type { TerminalPane } from '#components/terminal/terminal-pane.ts';
import { TerminalView } from '#components/terminal/terminal-view.tsx';
import { useScreenLook } from '#components/terminal/use-screen-look.ts';
import { useTerminalPane } from '#components/terminal/use-terminal-pane.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { Area, DockPane } from './dock-layout.ts';
import { messages } from './messages.ts';
import type { PaneStatus } from './pane-status.ts';

/** What a terminal tells the dock. All are stable over renders. */
export interface TerminalEvents {
  /** Null: it has gone. */
  readonly onPane: (paneId: string, pane: TerminalPane | null) => void;
  readonly onStatus: (paneId: string, status: Partial<PaneStatus>) => void;
  readonly onActive: (paneId: string) => void;
  readonly onLeave: () => void;
  readonly onClose: (paneId: string) => void;
}

/** One terminal of the dock, somewhere in the space of its tab. */
export function DockTerminal({
  dockPane,
  area,
  settings,
  isSeen,
  isActive,
  isAlone,
  keepsFocusAway,
  events,
}: {
  dockPane: DockPane;
  area: Area;
  settings: ConnectionSettings;
  isSeen: boolean;
  isActive: boolean;
  isAlone: boolean;
  /** It is there again after a reload: the page's own focus counts. */
  keepsFocusAway: boolean;
  events: TerminalEvents;
}) {
  const { id, place } = dockPane;
  const { pane, view } = useTerminalPane(id, place, settings, useScreenLook());
  const { state, container } = view;
  const { onPane, onStatus, onActive, onLeave, onClose } = events;

  useEffect(() => {
    onPane(id, pane);
    return () => onPane(id, null);
  }, [id, pane, onPane]);
  useEffect(() => onStatus(id, { state: state.kind, container }), [id, state.kind, container, onStatus]);
  useEffect(() => {
    if (isSeen) onStatus(id, { hasActivity: false });
    else return pane?.onOutput(() => onStatus(id, { hasActivity: true }));
  }, [id, isSeen, pane, onStatus]);

  const restart = () => pane?.connection.restart();
  const retry = () => pane?.connection.retryNow();
  const name = messages.terminalName(place.pod, container);
  return (
    <div
      data-active={isActive}
      inert={keepsFocusAway && state.kind === 'connecting'}
      onFocusCapture={() => onActive(id)}
      style={styleOf(area)}
      className={classNames(
        'absolute flex flex-col overflow-hidden bg-terminal max-sm:inset-0! max-sm:size-full!',
        !isActive && 'max-sm:hidden',
      )}
    >
      {!isAlone && (
        <div
          className={classNames(
            'flex h-7 shrink-0 items-center gap-2 border-b bg-surface pr-0.5 pl-3 text-xs',
            isActive ? 'border-accent text-ink' : 'border-line text-ink-muted',
          )}
        >
          <span className="min-w-0 flex-1 truncate font-mono">{name}</span>
          <button
            type="button"
            aria-label={messages.closePane(name)}
            onClick={() => onClose(id)}
            className="grid size-6 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </div>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <NoticeList notices={view.notices} onClose={(noticeId) => pane?.closeNotice(noticeId)} />
        <StateAnnouncer state={state} />
        {state.kind === 'connecting' && <ConnectingStrip />}
        {state.kind === 'reconnecting' && <ReconnectingStrip state={state} onRetry={retry} />}
        {state.kind === 'exited' && <ExitedBar state={state} onRestart={restart} />}
        {state.kind === 'failed' && (
          <FailurePanel
            problem={state.problem}
            podsHref={podsPath(place)}
            onNewShell={restart}
            onTakeBack={retry}
          />
        )}
        <TerminalView id={id} pod={place.pod} pane={pane} view={view} onLeave={onLeave} />
      </div>
    </div>
  );
}

function styleOf({ left, top, width, height }: Area): CSSProperties {
  const percent = (part: number) => `${part * 100}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}
