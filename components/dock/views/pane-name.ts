/** Names of terminals and tabs. */

import type { DockMessages } from '../catalog.ts';
import { type DockPane, panesOf } from '../state/dock-layout.ts';
import type { DockTab } from '../state/dock-state.ts';
import { FIRST_STATUS, joinStatuses, type PaneStatus, type PaneStatuses } from '../state/pane-status.ts';

/** What a tab shows. */
export interface ShownTab {
  readonly id: string;
  readonly name: string;
  readonly status: PaneStatus;
  /** True if one of its terminals shares input. */
  readonly isBroadcasting: boolean;
}

/** @param container '' until known */
export function paneName(messages: DockMessages, { place }: DockPane, container: string): string {
  return messages.terminalName(place.pod, container);
}

/** What to show for a tab. Its name is the user's, or derived from its terminals. */
export function shownTab(
  messages: DockMessages,
  tab: DockTab,
  statuses: PaneStatuses,
  receivers: ReadonlySet<string>,
): ShownTab {
  const panes = panesOf(tab.layout);
  const status = joinStatuses(panes.map(({ id }) => statuses[id] ?? FIRST_STATUS));
  const [first] = panes;
  const own =
    first === undefined
      ? ''
      : messages.withProgram(paneName(messages, first, status.container), status.title);
  return {
    id: tab.id,
    name: tab.name === '' ? messages.andMore(own, panes.length - 1) : tab.name,
    status,
    isBroadcasting: panes.some(({ id }) => receivers.has(id)),
  };
}

/** The tab's name for screen readers, with its state in words. */
export function tabLabel(messages: DockMessages, { name, status, isBroadcasting }: ShownTab): string {
  const marks = [
    messages.states[status.state],
    status.hasBell ? messages.bell : '',
    status.hasActivity ? messages.activity : '',
    isBroadcasting ? messages.heard : '',
  ];
  return messages.withMarks(
    name,
    marks.filter((mark) => mark !== ''),
  );
}
