'use client';

import { type CSSProperties, useEffect } from 'react';
import type { ConnectionSettings } from '#components/terminal/browser-ports.ts';
import { podsPath } from '#components/terminal/shell-links.ts';
import { ShellStates } from '#components/terminal/shell-states.tsx';
import type { TerminalPane } from '#components/terminal/terminal-pane.ts';
import { TerminalView } from '#components/terminal/terminal-view.tsx';
import { useScreenLook } from '#components/terminal/use-screen-look.ts';
import { useTerminalPane } from '#components/terminal/use-terminal-pane.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { Area, DockPane } from './dock-layout.ts';
import { PaneHeader } from './pane-header.tsx';
import { paneName } from './pane-name.ts';
import type { PaneStatus } from './pane-status.ts';

/** What a terminal tells the dock. */
export interface TerminalEvents {
  /** Null: it has gone. Stable over renders. */
  readonly onPane: (paneId: string, pane: TerminalPane | null) => void;
  /** Stable over renders. */
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
  const { state, container, bell } = view;
  const { onPane, onStatus, onActive, onLeave, onClose } = events;

  useEffect(() => {
    onPane(id, pane);
    return () => onPane(id, null);
  }, [id, pane, onPane]);
  useEffect(
    () => onStatus(id, { state: state.kind, container, hasBell: bell }),
    [id, state.kind, container, bell, onStatus],
  );
  useEffect(() => {
    if (isSeen) onStatus(id, { hasActivity: false });
    else return pane?.onOutput(() => onStatus(id, { hasActivity: true }));
  }, [id, isSeen, pane, onStatus]);

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
        <PaneHeader
          name={paneName(dockPane, container)}
          state={state.kind}
          isActive={isActive}
          onClose={() => onClose(id)}
        />
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <ShellStates pane={pane} view={view} podsHref={podsPath(place)} />
        <TerminalView id={id} pod={place.pod} pane={pane} view={view} onLeave={onLeave} />
      </div>
    </div>
  );
}

function styleOf({ left, top, width, height }: Area): CSSProperties {
  const percent = (part: number) => `${part * 100}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}
