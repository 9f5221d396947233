/** The dock's commands that move terminals and tabs. */

import type { Dispatch } from 'react';
import { panesOf, type Side } from '../state/dock-layout.ts';
import {
  activePane,
  activeTab,
  type DockAction,
  type DockState,
  neighbourPane,
  neighbourTab,
} from '../state/dock-state.ts';
import { newPaneId } from '../state/pane-id.ts';
import type { FocusTarget } from './use-dock-focus.ts';

/** What the pointer drags. */
export type Dragged =
  | { readonly kind: 'tab'; readonly tabId: string }
  | { readonly kind: 'pane'; readonly paneId: string };

/** Where it is dropped: beside a terminal, or at an index of the tab list. */
export type DropTarget =
  | { readonly kind: 'pane'; readonly paneId: string; readonly side: Side }
  | { readonly kind: 'tabs'; readonly to: number };

export interface MoveCommands {
  /** Moves the active terminal out of its split, into a tab of its own. */
  readonly separate: () => void;
  /** Moves the active terminal into the next or previous tab, beside its active terminal. */
  readonly moveToTab: (step: 1 | -1) => void;
  /** Swaps the active terminal with the next or previous one of its tab. */
  readonly swap: (step: 1 | -1) => void;
  /** Moves a whole tab into the active one, beside its active terminal. */
  readonly join: (tabId: string) => void;
  readonly drop: (dragged: Dragged, target: DropTarget) => void;
}

/** True if a drop there would change something. */
export function canDrop(state: DockState, dragged: Dragged, target: DropTarget): boolean {
  if (target.kind === 'tabs') return true;
  if (dragged.kind === 'pane') return dragged.paneId !== target.paneId;
  const tab = state.tabs.find(({ id }) => id === dragged.tabId);
  return tab !== undefined && !panesOf(tab.layout).some(({ id }) => id === target.paneId);
}

export function moveCommands(
  state: DockState,
  dispatch: Dispatch<DockAction>,
  focusNext: (target: FocusTarget) => void,
): MoveCommands {
  const tab = activeTab(state);
  const pane = tab === undefined ? undefined : activePane(tab);
  const act = (action: DockAction) => {
    dispatch(action);
    focusNext('terminal');
  };
  return {
    separate() {
      if (pane !== undefined) act({ kind: 'pane-separated', paneId: pane.id, tabId: newPaneId() });
    },
    moveToTab(step) {
      const target = neighbourTab(state, step);
      if (pane === undefined || target === undefined || target === tab) return;
      const beside = { besideId: target.activePaneId, side: 'right' } as const;
      act({ kind: 'pane-moved', paneId: pane.id, ...beside, splitId: newPaneId() });
    },
    swap(step) {
      const other = tab === undefined ? undefined : neighbourPane(tab, step);
      if (pane !== undefined && other !== undefined && other !== pane)
        act({ kind: 'panes-swapped', paneId: pane.id, withId: other.id });
    },
    join(tabId) {
      if (pane !== undefined)
        act({ kind: 'tab-joined', tabId, paneId: pane.id, side: 'right', splitId: newPaneId() });
    },
    drop(dragged, target) {
      if (!canDrop(state, dragged, target)) return;
      const splitId = newPaneId();
      if (target.kind === 'tabs') {
        if (dragged.kind === 'tab') dispatch({ kind: 'tab-moved', tabId: dragged.tabId, to: target.to });
        else act({ kind: 'pane-separated', paneId: dragged.paneId, tabId: newPaneId(), to: target.to });
      } else if (dragged.kind === 'tab')
        act({
          kind: 'tab-joined',
          tabId: dragged.tabId,
          paneId: target.paneId,
          side: target.side,
          splitId,
        });
      else
        act({
          kind: 'pane-moved',
          paneId: dragged.paneId,
          besideId: target.paneId,
          side: target.side,
          splitId,
        });
    },
  };
}
