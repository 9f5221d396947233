'use client';

import { type Dispatch, useCallback, useState } from 'react';
import { podLogPlace } from '#components/addresses/log-place.ts';
import { served } from '#components/addresses/served.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { decodeView, logAddress } from '#components/logs/lines/log-address.ts';
import {
  endPaneSession,
  keptPaneSession,
  moveToWindow,
} from '#components/terminal/pane/session/pane-session.ts';
import { leaveSession } from '#components/terminal/pane/session/session-requests.ts';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import type { ClosedShell } from '../state/closed-shells.ts';
import { type Direction, type DockPane, panesOf, type ShellPane } from '../state/dock-layout.ts';
import {
  activePane,
  activeTab,
  allPanes,
  type DockAction,
  type DockState,
  type DockTab,
  type DockView,
  neighbourPane,
  neighbourTab,
} from '../state/dock-state.ts';
import { newPaneId } from '../state/pane-id.ts';
import type { TabCommand } from '../state/tab-keys.ts';
import { type MoveCommands, moveCommands } from './move-commands.ts';
import { type FocusTarget, useDockFocus } from './use-dock-focus.ts';
import type { Terminals } from './use-terminals.ts';

/** The dock's commands, for buttons, shortcuts and the palette. */
export interface DockCommands extends MoveCommands {
  /** Opens another shell in the same container, or the same log again, in a new tab. */
  readonly duplicate: () => void;
  readonly split: (direction: Direction) => void;
  /** Asks for a pod, and opens a shell in it beside the active terminal, or its log beside the active log. */
  readonly askForPod: (direction: Direction) => void;
  /** Opens a shell or a log there, as the active pane is, beside it. */
  readonly splitWith: (direction: Direction, place: ShellPlace) => void;
  /** @param step 1 for the next pane, -1 for the previous one, wrapping around */
  readonly goToPane: (step: 1 | -1) => void;
  readonly goToTab: (step: 1 | -1) => void;
  /** Opens the log of the active terminal's container, or a shell in the active log's, beside it. */
  readonly openOther: () => void;
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
  /** Where the terminal goes whose pod is being chosen; null: none is. */
  readonly askedSplit: Direction | null;
  readonly endAsking: () => void;
  /** Focuses the active pane at once. */
  readonly focusActive: () => void;
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
  { paneOf, logOf }: Pick<Terminals, 'paneOf' | 'logOf'>,
  keepClosed: ((shell: ClosedShell) => void) | null,
): DockControl {
  const [renamedTabId, setRenamedTabId] = useState<string | null>(null);
  const [isBlocked, setBlocked] = useState(false);
  const [askedSplit, setAskedSplit] = useState<Direction | null>(null);
  const tab = activeTab(state);
  const pane = tab === undefined ? undefined : activePane(tab);
  const focusNext = useDockFocus(tab, paneOf, logOf);

  const closePanes = useCallback(
    (panes: readonly DockPane[], focus: FocusTarget, spares: 'busy' | 'none' = 'busy') => {
      for (const closed of panes) {
        if (closed.kind === 'terminal') closeShell(closed, paneOf(closed.id), spares, keepClosed);
        dispatch({ kind: 'pane-closed', paneId: closed.id });
      }
      focusNext(focus);
    },
    [dispatch, paneOf, focusNext, keepClosed],
  );
  const showTab = (tabId: string, focus: FocusTarget) => {
    dispatch({ kind: 'tab-activated', tabId });
    focusNext(focus);
  };

  const duplicate = (target: DockTab | undefined) => {
    const original = target === undefined ? undefined : activePane(target);
    if (target === undefined || original === undefined) return;
    dispatch({ kind: 'opened', pane: { ...original, id: newPaneId() }, afterTabId: target.id });
  };
  const splitBy = (direction: Direction, make: (active: DockPane, id: string) => DockPane | undefined) => {
    const added = pane === undefined ? undefined : make(pane, newPaneId());
    if (pane === undefined || added === undefined) return;
    dispatch({ kind: 'split', paneId: pane.id, direction, pane: added });
    if (state.view === 'minimised') dispatch({ kind: 'view-changed', view: 'open' });
  };
  const closeTabs = (tabs: readonly DockTab[]) => {
    if (tabs.length > 0)
      closePanes(
        tabs.flatMap(({ layout }) => panesOf(layout)),
        'tab',
      );
  };
  const moves = moveCommands(state, dispatch, focusNext);

  const commands: DockCommands = {
    ...moves,
    duplicate: () => duplicate(tab),
    split: (direction) => splitBy(direction, (active, id) => ({ ...active, id })),
    splitWith: (direction, place) =>
      splitBy(direction, ({ kind }, id) =>
        kind === 'log' ? { kind, id, place: podLogPlace(place), view: '' } : { kind, id, place },
      ),
    openOther: () =>
      splitBy('row', (active, id) => {
        if (active.kind === 'terminal') {
          const container = paneOf(active.id)?.view.container || active.place.container;
          return { kind: 'log', id, place: podLogPlace({ ...active.place, container }), view: '' };
        }
        const source = logOf(active.id)?.source();
        if (source === undefined) return undefined;
        const { context, namespace } = active.place;
        return { kind: 'terminal', id, place: { context, namespace, ...source } };
      }),
    askForPod: (direction) => setAskedSplit(direction),
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
      const isOpen =
        pane.kind === 'terminal'
          ? moveToWindow(pane.id, pane.place)
          : window.open(served(logAddress(pane.place, decodeView(pane.view)))) !== null;
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
          closeTabs([target]);
          break;
        case 'close-others':
          dispatch({ kind: 'tab-activated', tabId });
          closeTabs(state.tabs.filter((one) => one !== target));
          break;
        case 'close-right':
          closeTabs(state.tabs.slice(state.tabs.indexOf(target) + 1));
          break;
        case 'duplicate':
          duplicate(target);
          break;
        case 'join':
          moves.join(tabId);
          break;
        case 'separate':
          dispatch({ kind: 'pane-separated', paneId: target.activePaneId, tabId: newPaneId() });
          focusNext('terminal');
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
          // The menu of a hidden tab has taken the focus from the terminal.
          focusNext('tab');
          break;
      }
    },
  };
  const endRename = () => {
    setRenamedTabId(null);
    focusNext('tab');
  };
  const endAsking = () => setAskedSplit(null);
  const focusActive = () => {
    if (pane !== undefined) (paneOf(pane.id) ?? logOf(pane.id))?.focus();
  };
  return { commands, renamedTabId, endRename, askedSplit, endAsking, focusActive, isBlocked };
}

/** Ends the shell of a pane that is closed, or keeps one for a while in which something runs. */
function closeShell(
  { id, place }: ShellPane,
  terminal: TerminalPane | undefined,
  spares: 'busy' | 'none',
  keepClosed: ((shell: ClosedShell) => void) | null,
): void {
  terminal?.connection.remember();
  const kept = spares === 'busy' && terminal?.view.isBusy === true ? keptPaneSession(id) : null;
  if (kept === null || keepClosed === null) endPaneSession(id);
  else {
    keepClosed({ id, place, container: terminal?.view.container ?? '', kept });
    leaveSession(kept.sessionId);
  }
}
