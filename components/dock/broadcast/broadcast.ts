/** Which terminals receive input while the user broadcasts to several. Off by default. */

import { panesOf } from '../state/dock-layout.ts';
import { allPanes, type DockState } from '../state/dock-state.ts';
import type { PaneStatuses } from '../state/pane-status.ts';

/** Which terminals share input. Not stored, so that a reload turns the broadcast off. */
export type BroadcastScope =
  | { readonly kind: 'off' }
  | { readonly kind: 'tab'; readonly tabId: string }
  | { readonly kind: 'all' };

export const BROADCAST_OFF: BroadcastScope = { kind: 'off' };

/** A broadcast needs at least this many ready terminals. */
const FEWEST = 2;

/**
 * Ids of the terminals that share input, in reading order. A reconnecting terminal is included: its input is queued, as
 * without a broadcast.
 * @returns none when fewer than two of them are ready
 */
export function receiversOf(
  scope: BroadcastScope,
  state: DockState,
  statuses: PaneStatuses,
): readonly string[] {
  const stateOf = (id: string) => statuses[id]?.state;
  // A log is never typed in, whatever its state.
  const ids = panesIn(scope, state).flatMap(({ kind, id }) => (kind === 'terminal' ? [id] : []));
  if (ids.filter((id) => stateOf(id) === 'ready').length < FEWEST) return [];
  return ids.filter((id) => stateOf(id) === 'ready' || stateOf(id) === 'reconnecting');
}

/** The scope after the toggle key: off if on; else the active tab, or all tabs if that tab has fewer than two terminals. */
export function toggledScope(
  scope: BroadcastScope,
  state: DockState,
  statuses: PaneStatuses,
): BroadcastScope {
  if (scope.kind !== 'off') return BROADCAST_OFF;
  const wider: readonly BroadcastScope[] = [
    ...(state.activeTabId === null ? [] : [{ kind: 'tab', tabId: state.activeTabId } as const]),
    { kind: 'all' },
  ];
  return wider.find((one) => receiversOf(one, state, statuses).length > 0) ?? BROADCAST_OFF;
}

function panesIn(scope: BroadcastScope, state: DockState) {
  switch (scope.kind) {
    case 'off':
      return [];
    case 'tab':
      return state.tabs.filter(({ id }) => id === scope.tabId).flatMap(({ layout }) => panesOf(layout));
    case 'all':
      return allPanes(state);
  }
}
