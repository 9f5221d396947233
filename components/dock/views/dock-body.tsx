'use client';

import { type Dispatch, useMemo } from 'react';
import { createPortal } from 'react-dom';
import type { ShellSettings } from '#components/terminal/pane/session/browser-ports.ts';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { classNames } from '#components/ui/class-names.ts';
import { canDrop, type Dragged, type DropTarget } from '../commands/move-commands.ts';
import { placementOf } from '../state/dock-layout.ts';
import { allPanes, type DockAction, type DockState, type DockTab } from '../state/dock-state.ts';
import type { PaneStatuses } from '../state/pane-status.ts';
import { DockLog, type LogEvents } from './dock-log.tsx';
import { DockPanel } from './dock-panel.tsx';
import { DockTerminal, type TerminalEvents } from './dock-terminal.tsx';
import { DropZones } from './drop-zones.tsx';
import { usePaneNodes } from './pane-slot.tsx';
import { SharedReconnecting } from './shared-reconnecting.tsx';

/** The terminals and logs of all tabs, in the panels of their tabs. */
export function DockBody({
  state,
  tab: shownTab,
  isHidden,
  panes,
  statuses,
  restored,
  receivers,
  settings,
  events,
  dragged,
  onDrop,
  dispatch,
}: {
  state: DockState;
  /** The active tab. */
  tab: DockTab;
  /** True if no terminal is seen, whichever tab is shown. */
  isHidden: boolean;
  panes: ReadonlyMap<string, TerminalPane>;
  statuses: PaneStatuses;
  /** Panes that a reload restored. */
  restored: ReadonlySet<string>;
  /** Panes that share input. */
  receivers: ReadonlySet<string>;
  settings: ShellSettings;
  events: TerminalEvents & LogEvents;
  dragged: Dragged | null;
  onDrop: (dragged: Dragged, target: DropTarget) => void;
  dispatch: Dispatch<DockAction>;
}) {
  const nodeOf = usePaneNodes(useMemo(() => allPanes(state).map(({ id }) => id), [state]));
  const [lost, ...alsoLost] = [...panes].filter(([id]) => statuses[id]?.isLost).map(([, one]) => one);
  const sharesLoss = lost !== undefined && alsoLost.length > 0;
  return (
    <div className={classNames('relative min-h-0 flex-1', state.view === 'minimised' && 'hidden')}>
      {state.tabs.map((tab) => (
        <DockPanel
          key={tab.id}
          tab={tab}
          isShown={tab.id === shownTab.id}
          nodeOf={nodeOf}
          dispatch={dispatch}
        >
          {dragged !== null && tab.id === shownTab.id && (
            <DropZones
              panes={placementOf(tab.layout).panes}
              accepts={(target) => canDrop(state, dragged, target)}
              onDrop={(target) => onDrop(dragged, target)}
            />
          )}
        </DockPanel>
      ))}
      {state.tabs.flatMap((tab) =>
        placementOf(tab.layout).panes.map(({ pane, area }, index, all) => {
          const shared = {
            area,
            isActive: pane.id === tab.activePaneId,
            isSeen: !isHidden && tab.id === shownTab.id,
            isAlone: all.length === 1,
            keepsFocusAway: restored.has(pane.id),
            events,
          };
          return createPortal(
            pane.kind === 'log' ? (
              <DockLog dockPane={pane} {...shared} />
            ) : (
              <DockTerminal
                dockPane={pane}
                {...shared}
                settings={settings}
                nth={index + 1}
                receiverCount={receivers.has(pane.id) ? receivers.size : 0}
                sharesLoss={sharesLoss}
              />
            ),
            nodeOf(pane.id),
            pane.id,
          );
        }),
      )}
      {sharesLoss && (
        <SharedReconnecting panes={[lost, ...alsoLost]} resumeSeconds={settings.resumeSeconds} />
      )}
    </div>
  );
}
