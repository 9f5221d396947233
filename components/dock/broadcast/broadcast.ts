/** Who hears what is typed into a terminal while one user types into several. Off unless it was asked for. */

import { panesOf } from '../state/dock-layout.ts';
import { allPanes, type DockState } from '../state/dock-state.ts';
import type { PaneStatuses } from '../state/pane-status.ts';

/** Which terminals hear each other. Not kept over a reload: nobody may type into several without having said so. */
export type BroadcastScope =
  | { readonly kind: 'off' }
  | { readonly kind: 'tab'; readonly tabId: string }
  | { readonly kind: 'all' };

export const SILENT: BroadcastScope = { kind: 'off' };

/** With fewer there is nobody to send to. */
const FEWEST = 2;

/**
 * The terminals that hear each other, in their order. A terminal that connects again is one of them: what is typed for
 * it is kept, as it would be if it were alone.
 * @returns none when fewer than two of them are ready
 */
export function hearersOf(
  scope: BroadcastScope,
  state: DockState,
  statuses: PaneStatuses,
): readonly string[] {
  const stateOf = (id: string) => statuses[id]?.state;
  const ids = panesIn(scope, state).map(({ id }) => id);
  if (ids.filter((id) => stateOf(id) === 'ready').length < FEWEST) return [];
  return ids.filter((id) => stateOf(id) === 'ready' || stateOf(id) === 'reconnecting');
}

/** What one key asks for: off when it is on, else the smallest scope around the active tab that has two terminals. */
export function toggledScope(
  scope: BroadcastScope,
  state: DockState,
  statuses: PaneStatuses,
): BroadcastScope {
  if (scope.kind !== 'off') return SILENT;
  const wider: readonly BroadcastScope[] = [
    ...(state.activeTabId === null ? [] : [{ kind: 'tab', tabId: state.activeTabId } as const]),
    { kind: 'all' },
  ];
  return wider.find((one) => hearersOf(one, state, statuses).length > 0) ?? SILENT;
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
