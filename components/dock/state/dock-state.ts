/** The state of the dock and its actions. Pure: terminals and logs themselves are not part of it. */

import {
  changePane,
  clampShare,
  type Direction,
  type DockPane,
  type Layout,
  type LogPane,
  panesOf,
  putBeside,
  removePane,
  resizeSplit,
  type ShellPane,
  type Side,
  splitPane,
  swapPanes,
} from './dock-layout.ts';

export interface DockTab {
  readonly id: string;
  /** The user's name for the tab; '' for a name derived from its panes. */
  readonly name: string;
  readonly layout: Layout;
  /** The pane that shortcuts and buttons act on. */
  readonly activePaneId: string;
}

export type DockView = 'open' | 'minimised' | 'maximised';

export interface DockState {
  readonly tabs: readonly DockTab[];
  /** One of the tabs; null if and only if there are none. */
  readonly activeTabId: string | null;
  readonly view: DockView;
  /** The dock's share of the window's height while it is open. */
  readonly share: number;
}

export const MAX_NAME_LENGTH = 60;

export const EMPTY_DOCK: DockState = { tabs: [], activeTabId: null, view: 'open', share: 0.4 };

/** Actions with unknown ids are ignored, and so are new panes whose id already exists. */
export type DockAction =
  | { readonly kind: 'restored'; readonly state: DockState }
  /** Adds a tab at the end or after another one. The tab gets the pane's id. */
  | { readonly kind: 'opened'; readonly pane: DockPane; readonly afterTabId?: string }
  /** Puts a pane beside the active one; the first one gets a tab. */
  | { readonly kind: 'opened-beside'; readonly pane: DockPane }
  | {
      readonly kind: 'split';
      readonly paneId: string;
      readonly direction: Direction;
      readonly pane: DockPane;
    }
  /** Moves all panes of a tab into another one, beside one of its panes. */
  | {
      readonly kind: 'tab-joined';
      readonly tabId: string;
      readonly paneId: string;
      readonly side: Side;
      /** A new id. */
      readonly splitId: string;
    }
  /** Moves a pane beside another one, in its own tab or in another. */
  | {
      readonly kind: 'pane-moved';
      readonly paneId: string;
      readonly besideId: string;
      readonly side: Side;
      /** A new id. */
      readonly splitId: string;
    }
  /** Moves one of several panes out into a tab of its own. @property to index of the tab; by default after its old one */
  | {
      readonly kind: 'pane-separated';
      readonly paneId: string;
      /** A new id. */
      readonly tabId: string;
      readonly to?: number;
    }
  /** Two panes of one tab change places. */
  | { readonly kind: 'panes-swapped'; readonly paneId: string; readonly withId: string }
  | { readonly kind: 'border-moved'; readonly splitId: string; readonly share: number }
  /** A terminal goes on in another place, as with a debug container of its pod. */
  | { readonly kind: 'pane-placed'; readonly paneId: string; readonly place: ShellPane['place'] }
  /** A log shows another container, or another part. */
  | ({ readonly kind: 'log-changed'; readonly paneId: string } & Pick<LogPane, 'place' | 'view'>)
  | { readonly kind: 'pane-closed'; readonly paneId: string }
  | { readonly kind: 'tab-activated'; readonly tabId: string }
  | { readonly kind: 'pane-activated'; readonly paneId: string }
  /** As activated, and its tab is the one that is shown. */
  | { readonly kind: 'pane-shown'; readonly paneId: string }
  | { readonly kind: 'renamed'; readonly tabId: string; readonly name: string }
  /** @property to new index; an index beyond the end means the end */
  | { readonly kind: 'tab-moved'; readonly tabId: string; readonly to: number }
  | { readonly kind: 'view-changed'; readonly view: DockView }
  | { readonly kind: 'height-changed'; readonly share: number };

export function reduceDock(state: DockState, action: DockAction): DockState {
  switch (action.kind) {
    case 'restored':
      return action.state;
    case 'opened':
      return opened(state, action.pane, action.afterTabId);
    case 'opened-beside': {
      const { pane } = action;
      const paneId = activeTab(state)?.activePaneId;
      if (paneId === undefined) return opened(state, pane, undefined);
      const split = reduceDock(state, { kind: 'split', paneId, direction: 'row', pane });
      return { ...split, view: shownView(state.view) };
    }
    case 'split':
      if (hasPane(state, action.pane.id)) return state;
      return onTabOf(state, action.paneId, (tab) => ({
        ...tab,
        layout: splitPane(tab.layout, action.paneId, action.direction, action.pane),
        activePaneId: action.pane.id,
      }));
    case 'tab-joined':
      return tabJoined(state, action);
    case 'pane-moved':
      return paneMoved(state, action);
    case 'pane-separated':
      return paneSeparated(state, action);
    case 'panes-swapped':
      return panesSwapped(state, action.paneId, action.withId);
    case 'border-moved':
      return {
        ...state,
        tabs: state.tabs.map((tab) => ({
          ...tab,
          layout: resizeSplit(tab.layout, action.splitId, action.share),
        })),
      };
    case 'pane-placed':
      return paneChanged(state, action.paneId, (pane) =>
        pane.kind === 'terminal' ? { ...pane, place: action.place } : pane,
      );
    case 'log-changed':
      return paneChanged(state, action.paneId, (pane) =>
        pane.kind === 'log' ? { ...pane, place: action.place, view: action.view } : pane,
      );
    case 'pane-closed':
      return paneClosed(state, action.paneId);
    case 'tab-activated':
      if (!state.tabs.some(({ id }) => id === action.tabId)) return state;
      return { ...state, activeTabId: action.tabId, view: shownView(state.view) };
    case 'pane-activated':
      return onTabOf(state, action.paneId, (tab) => ({ ...tab, activePaneId: action.paneId }));
    case 'pane-shown': {
      const tab = state.tabs.find((one) => tabHasPane(one, action.paneId));
      if (tab === undefined) return state;
      const shown = reduceDock(state, { kind: 'tab-activated', tabId: tab.id });
      return reduceDock(shown, { kind: 'pane-activated', paneId: action.paneId });
    }
    case 'renamed': {
      const name = action.name.trim().slice(0, MAX_NAME_LENGTH);
      return { ...state, tabs: state.tabs.map((tab) => (tab.id === action.tabId ? { ...tab, name } : tab)) };
    }
    case 'tab-moved':
      return tabMoved(state, action.tabId, action.to);
    case 'view-changed':
      return { ...state, view: action.view };
    case 'height-changed':
      return { ...state, share: clampShare(action.share) };
  }
}

/** The tab that is shown; undefined when there is none. */
export function activeTab(state: DockState): DockTab | undefined {
  return state.tabs.find(({ id }) => id === state.activeTabId);
}

/** The panes of all tabs. */
export function allPanes(state: DockState): readonly DockPane[] {
  return state.tabs.flatMap(({ layout }) => panesOf(layout));
}

/** The active pane of a tab. */
export function activePane(tab: DockTab): DockPane | undefined {
  return panesOf(tab.layout).find(({ id }) => id === tab.activePaneId);
}

/** The next or previous pane in reading order, wrapping around. @returns the active pane itself if it is the only one */
export function neighbourPane(tab: DockTab, step: 1 | -1): DockPane | undefined {
  const panes = panesOf(tab.layout);
  return panes[(panes.findIndex(({ id }) => id === tab.activePaneId) + step + panes.length) % panes.length];
}

/** The next or previous tab, wrapping around. @returns the active tab itself if it is the only one */
export function neighbourTab({ tabs, activeTabId }: DockState, step: 1 | -1): DockTab | undefined {
  return tabs[(tabs.findIndex(({ id }) => id === activeTabId) + step + tabs.length) % tabs.length];
}

function opened(state: DockState, pane: DockPane, afterTabId: string | undefined): DockState {
  if (hasPane(state, pane.id) || state.tabs.some(({ id }) => id === pane.id)) return state;
  const tab: DockTab = { id: pane.id, name: '', layout: { kind: 'pane', pane }, activePaneId: pane.id };
  const after = state.tabs.findIndex(({ id }) => id === afterTabId);
  const tabs = state.tabs.toSpliced(after === -1 ? state.tabs.length : after + 1, 0, tab);
  return { ...state, tabs, activeTabId: tab.id, view: shownView(state.view) };
}

function paneClosed(state: DockState, paneId: string): DockState {
  const index = state.tabs.findIndex((tab) => tabHasPane(tab, paneId));
  const tab = state.tabs[index];
  if (tab === undefined) return state;
  const layout = removePane(tab.layout, paneId);
  if (layout !== null) {
    const remaining = panesOf(layout);
    const stays = remaining.some(({ id }) => id === tab.activePaneId);
    const activePaneId = stays ? tab.activePaneId : (remaining[0]?.id ?? tab.activePaneId);
    return { ...state, tabs: state.tabs.with(index, { ...tab, layout, activePaneId }) };
  }
  const tabs = state.tabs.toSpliced(index, 1);
  const next = tabs[Math.min(index, tabs.length - 1)];
  const activeTabId = state.activeTabId === tab.id ? (next?.id ?? null) : state.activeTabId;
  return { ...state, tabs, activeTabId, view: tabs.length === 0 ? 'open' : state.view };
}

function tabJoined(
  state: DockState,
  { tabId, paneId, side, splitId }: Extract<DockAction, { kind: 'tab-joined' }>,
): DockState {
  const joined = state.tabs.find(({ id }) => id === tabId);
  if (joined === undefined || tabHasPane(joined, paneId) || !hasPane(state, paneId)) return state;
  const target = state.tabs.find((tab) => tabHasPane(tab, paneId));
  const without = { ...state, tabs: state.tabs.filter(({ id }) => id !== tabId) };
  const put = onTabOf(without, paneId, (tab) => ({
    ...tab,
    layout: putBeside(tab.layout, paneId, side, joined.layout, splitId),
    activePaneId: joined.activePaneId,
  }));
  return { ...put, activeTabId: target?.id ?? state.activeTabId, view: shownView(state.view) };
}

function paneMoved(
  state: DockState,
  { paneId, besideId, side, splitId }: Extract<DockAction, { kind: 'pane-moved' }>,
): DockState {
  const pane = allPanes(state).find(({ id }) => id === paneId);
  if (pane === undefined || paneId === besideId || !hasPane(state, besideId)) return state;
  const put = onTabOf(paneClosed(state, paneId), besideId, (tab) => ({
    ...tab,
    layout: putBeside(tab.layout, besideId, side, { kind: 'pane', pane }, splitId),
    activePaneId: paneId,
  }));
  const target = put.tabs.find((tab) => tabHasPane(tab, paneId));
  return { ...put, activeTabId: target?.id ?? state.activeTabId, view: shownView(state.view) };
}

function paneSeparated(
  state: DockState,
  { paneId, tabId, to }: Extract<DockAction, { kind: 'pane-separated' }>,
): DockState {
  const from = state.tabs.findIndex((tab) => tabHasPane(tab, paneId));
  const pane = allPanes(state).find(({ id }) => id === paneId);
  const tab = state.tabs[from];
  if (tab === undefined || pane === undefined || state.tabs.some(({ id }) => id === tabId)) return state;
  if (panesOf(tab.layout).length === 1) return to === undefined ? state : tabMoved(state, tab.id, to);
  const without = paneClosed(state, paneId);
  const own: DockTab = { id: tabId, name: '', layout: { kind: 'pane', pane }, activePaneId: paneId };
  const tabs = without.tabs.toSpliced(Math.max(0, to ?? from + 1), 0, own);
  return { ...without, tabs, activeTabId: tabId, view: shownView(state.view) };
}

function paneChanged(state: DockState, paneId: string, change: (pane: DockPane) => DockPane): DockState {
  return onTabOf(state, paneId, (tab) => ({ ...tab, layout: changePane(tab.layout, paneId, change) }));
}

function panesSwapped(state: DockState, paneId: string, withId: string): DockState {
  return onTabOf(state, paneId, (tab) => {
    const panes = panesOf(tab.layout);
    const one = panes.find(({ id }) => id === paneId);
    const other = panes.find(({ id }) => id === withId);
    if (one === undefined || other === undefined) return tab;
    return { ...tab, layout: swapPanes(tab.layout, one, other) };
  });
}

function tabMoved(state: DockState, tabId: string, to: number): DockState {
  const tab = state.tabs.find(({ id }) => id === tabId);
  if (tab === undefined) return state;
  const others = state.tabs.filter(({ id }) => id !== tabId);
  return { ...state, tabs: others.toSpliced(Math.max(0, to), 0, tab) };
}

function onTabOf(state: DockState, paneId: string, change: (tab: DockTab) => DockTab): DockState {
  return { ...state, tabs: state.tabs.map((tab) => (tabHasPane(tab, paneId) ? change(tab) : tab)) };
}

function tabHasPane(tab: DockTab, paneId: string): boolean {
  return panesOf(tab.layout).some(({ id }) => id === paneId);
}

function hasPane(state: DockState, paneId: string): boolean {
  return state.tabs.some((tab) => tabHasPane(tab, paneId));
}

/** Restores a minimised dock, so that the user sees what was just opened. */
function shownView(view: DockView): DockView {
  return view === 'minimised' ? 'open' : view;
}
