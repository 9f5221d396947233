/** How a terminal is called where it stands among others. */

import type { DockPane } from './dock-layout.ts';
import { panesOf } from './dock-layout.ts';
import type { DockTab } from './dock-state.ts';
import { messages } from './messages.ts';
import { FIRST_STATUS, joinStatuses, type PaneStatus, type PaneStatuses } from './pane-status.ts';

/** A tab as it is shown. */
export interface ShownTab {
  readonly id: string;
  readonly name: string;
  readonly status: PaneStatus;
}

/** @param container '' until it is known */
export function paneName({ place }: DockPane, container: string): string {
  return messages.terminalName(place.pod, container);
}

/** The name that the user gave, else that of what is in it. */
export function shownTab(tab: DockTab, statuses: PaneStatuses): ShownTab {
  const panes = panesOf(tab.layout);
  const status = joinStatuses(panes.map(({ id }) => statuses[id] ?? FIRST_STATUS));
  const [first] = panes;
  const own = first === undefined ? '' : paneName(first, status.container);
  return { id: tab.id, name: tab.name === '' ? messages.andMore(own, panes.length - 1) : tab.name, status };
}
