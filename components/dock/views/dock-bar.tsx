'use client';

import { useMessages } from '#components/language/language-provider.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import type { Broadcast } from '../broadcast/use-broadcast.ts';
import { dockCatalog } from '../catalog.ts';
import type { Dragged } from '../commands/move-commands.ts';
import type { DockControl } from '../commands/use-dock-commands.ts';
import { panesOf } from '../state/dock-layout.ts';
import { activePane, type DockState, type DockTab } from '../state/dock-state.ts';
import type { PaneStatuses } from '../state/pane-status.ts';
import { DockTabs } from './dock-tabs.tsx';
import { DockToolbar } from './dock-toolbar.tsx';
import { shownTab } from './pane-name.ts';

/** The dock's header: the tabs and the toolbar. */
export function DockBar({
  state,
  tab,
  pane,
  onSearch,
  statuses,
  control,
  broadcast,
  dragged,
  onDrag,
  onRename,
}: {
  state: DockState;
  /** The active tab. */
  tab: DockTab;
  /** The active terminal; null for a log. */
  pane: TerminalPane | null;
  /** Searches in the active pane. */
  onSearch: () => void;
  statuses: PaneStatuses;
  control: DockControl;
  broadcast: Broadcast;
  dragged: Dragged | null;
  /** Null: the drag has ended. */
  onDrag: (dragged: Dragged | null) => void;
  onRename: (tabId: string, name: string) => void;
}) {
  const messages = useMessages(dockCatalog);
  const { commands, renamedTabId, endRename } = control;
  const tabs = state.tabs.map((one) => shownTab(messages, one, statuses, broadcast.receivers));
  const panes = panesOf(tab.layout);
  return (
    <div className="flex h-9 pointer-coarse:h-12 shrink-0 items-center border-line border-b">
      <DockTabs
        tabs={tabs}
        activeTabId={state.activeTabId}
        renamed={tabs.find(({ id }) => id === renamedTabId)}
        dragged={dragged}
        onCommand={commands.onTab}
        onRename={onRename}
        onRenamed={endRename}
        onDrag={onDrag}
        onDrop={commands.drop}
      />
      <DockToolbar
        hasNarrowRoom={renamedTabId !== null}
        view={state.view}
        tabId={tab.id}
        kind={activePane(tab)?.kind ?? 'terminal'}
        pane={pane}
        onSearch={onSearch}
        paneIndex={panes.findIndex(({ id }) => id === tab.activePaneId) + 1}
        paneCount={panes.length}
        commands={commands}
        broadcast={broadcast}
      />
    </div>
  );
}
