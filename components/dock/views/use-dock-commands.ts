'use client';

import { type Dispatch, useCallback, useState } from 'react';
import { endPaneSession, keptPaneSession, moveToWindow } from '#components/terminal/pane/pane-session.ts';
import { leaveSession } from '#components/terminal/pane/session-requests.ts';
import type { ClosedShell } from '../state/closed-shells.ts';
import { type Direction, type DockPane, panesOf } from '../state/dock-layout.ts';
import {
  activePane,
  activeTab,
  allPanes,
  type DockAction,
  type DockState,
  type DockView,
  neighbourPane,
  neighbourTab,
} from '../state/dock-state.ts';
import { newPaneId } from '../state/pane-id.ts';
import type { TabCommand } from '../state/tab-keys.ts';
import { type FocusTarget, useDockFocus } from './use-dock-focus.ts';
import type { Terminals } from './use-terminals.ts';

/** The dock's commands, for buttons, shortcuts and the palette. */
export interface DockCommands {
  /** Opens another shell in the same container, in a new tab. */
  readonly duplicate: () => void;
  readonly split: (direction: Direction) => void;
  /** @param step 1 for the next pane, -1 for the previous one, wrapping around */
  readonly goToPane: (step: 1 | -1) => void;
  readonly goToTab: (step: 1 | -1) => void;
  readonly rename: () => void;
  readonly moveToWindow: () => void;
  readonly setView: (view: DockView) => void;
  /** Focuses the active terminal. */
  readonly focus: () => void;
  /** Closes a pane, the active one by default. An idle shell ends; a busy one is kept for a while. */
  readonly close: (paneId?: string) => void;
  /** Closes the active pane and ends its shell, whatever runs in it. */
  readonly end: () => void;
  readonly onTab: (tabId: string, command: TabCommand) => void;
}

export interface DockControl {
  readonly commands: DockCommands;
  /** The tab that is being renamed. */
  readonly renamedTabId: string | null;
  readonly endRename: () => void;
  /** True if the browser blocked the last new window. */
  readonly isBlocked: boolean;
}

/**
 * Implements the commands: changes the state, ends shells, moves the focus.
 * @param keepClosed takes a shell that was closed while something runs in it; null: the server keeps none
 */
export function useDockCommands(
  state: DockState,
  dispatch: Dispatch<DockAction>,
  paneOf: Terminals['paneOf'],
  keepClosed: ((shell: ClosedShell) => void) | null,
): DockControl {
  const [renamedTabId, setRenamedTabId] = useState<string | null>(null);
  const [isBlocked, setBlocked] = useState(false);
  const tab = activeTab(state);
  const pane = tab === undefined ? undefined : activePane(tab);
  const focusNext = useDockFocus(tab, paneOf);

  const closePanes = useCallback(
    (panes: readonly DockPane[], focus: FocusTarget, spares: 'busy' | 'none' = 'busy') => {
      for (const { id, place } of panes) {
        const terminal = paneOf(id);
        terminal?.connection.remember();
        const kept = spares === 'busy' && terminal?.view.isBusy === true ? keptPaneSession(id) : null;
        if (kept === null || keepClosed === null) endPaneSession(id);
        else {
          keepClosed({ id, place, container: terminal?.view.container ?? '', kept });
          leaveSession(kept.sessionId);
        }
        dispatch({ kind: 'pane-closed', paneId: id });
      }
      focusNext(focus);
    },
    [dispatch, paneOf, focusNext, keepClosed],
  );
  const showTab = (tabId: string, focus: FocusTarget) => {
    dispatch({ kind: 'tab-activated', tabId });
    focusNext(focus);
  };

  const commands: DockCommands = {
    duplicate() {
      if (tab === undefined || pane === undefined) return;
      dispatch({ kind: 'opened', pane: { id: newPaneId(), place: pane.place }, afterTabId: tab.id });
    },
    split(direction) {
      if (pane === undefined) return;
      const added = { id: newPaneId(), place: pane.place };
      dispatch({ kind: 'split', paneId: pane.id, direction, pane: added });
    },
    goToPane(step) {
      const next = tab === undefined ? undefined : neighbourPane(tab, step);
      if (next === undefined) return;
      dispatch({ kind: 'pane-activated', paneId: next.id });
      focusNext('terminal');
    },
    goToTab(step) {
      const next = neighbourTab(state, step);
      if (next !== undefined) showTab(next.id, 'terminal');
    },
    rename: () => setRenamedTabId(tab?.id ?? null),
    moveToWindow() {
      if (pane === undefined) return;
      paneOf(pane.id)?.connection.remember();
      const isOpen = moveToWindow(pane.id, pane.place);
      setBlocked(!isOpen);
      if (!isOpen) return;
      dispatch({ kind: 'pane-closed', paneId: pane.id });
      focusNext('terminal');
    },
    setView(view) {
      dispatch({ kind: 'view-changed', view });
      focusNext(view === 'minimised' ? 'tab' : 'terminal');
    },
    focus() {
      if (tab !== undefined) showTab(tab.id, 'terminal');
    },
    close(paneId = pane?.id) {
      closePanes(
        allPanes(state).filter(({ id }) => id === paneId),
        'terminal',
      );
    },
    end() {
      if (pane !== undefined) closePanes([pane], 'terminal', 'none');
    },
    onTab(tabId, command) {
      const target = state.tabs.find(({ id }) => id === tabId);
      if (target === undefined) return;
      switch (command.kind) {
        case 'show':
        case 'enter':
          showTab(tabId, 'terminal');
          break;
        case 'close':
          closePanes(panesOf(target.layout), 'tab');
          break;
        case 'rename':
          setRenamedTabId(tabId);
          break;
        case 'go': {
          const other = state.tabs[command.to];
          if (other !== undefined) dispatch({ kind: 'tab-activated', tabId: other.id });
          break;
        }
        case 'move':
          dispatch({ kind: 'tab-moved', tabId, to: command.to });
          if (tabId === tab?.id) focusNext('tab');
          break;
      }
    },
  };
  const endRename = () => {
    setRenamedTabId(null);
    focusNext('tab');
  };
  return { commands, renamedTabId, endRename, isBlocked };
}
