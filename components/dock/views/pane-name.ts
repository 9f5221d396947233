/** Names of terminals and tabs, and where they run. */

import { ALL_CONTAINERS, subjectName } from '#components/addresses/log-place.ts';
import { whereText } from '#components/addresses/shell-place.ts';
import type { DockMessages } from '../catalog.ts';
import { type DockPane, panesOf } from '../state/dock-layout.ts';
import type { DockTab } from '../state/dock-state.ts';
import { FIRST_STATUS, joinStatuses, type PaneStatus, type PaneStatuses } from '../state/pane-status.ts';

/** What a tab shows. */
export interface ShownTab {
  readonly id: string;
  /** Of its first pane. */
  readonly kind: DockPane['kind'];
  readonly name: string;
  /** Namespace and context; for a tab that the user named, the terminal as well. */
  readonly where: string;
  /** Each place in which the tab has a terminal, in words; once each. */
  readonly places: readonly string[];
  /** The contexts of its terminals, once each; '' if unknown. */
  readonly contexts: readonly string[];
  readonly status: PaneStatus;
  /** Number of its terminals. */
  readonly paneCount: number;
  /** True if one of its terminals shares input. */
  readonly isBroadcasting: boolean;
}

/** @param container of a terminal; '' until known */
export function paneName(messages: DockMessages, pane: DockPane, container: string): string {
  if (pane.kind === 'log') {
    const { of, namespace, container: logged = '' } = pane.place;
    const name = messages.terminalName(subjectName(of) || namespace, logged === ALL_CONTAINERS ? '' : logged);
    return messages.logName(name);
  }
  const { place } = pane;
  const name = messages.terminalName(place.pod, container);
  return place.attach ? messages.attached(name) : name;
}

/** Namespace and context of a terminal. */
export function paneWhere({ place }: DockPane): string {
  return whereText(place.namespace, place.context ?? '');
}

/** Where a terminal runs, in words. @param name '' if it is said elsewhere */
export function panePlace(messages: DockMessages, { place }: DockPane, name: string): string {
  return messages.place(name, place.namespace, place.context ?? '');
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
  const nameOf = (pane: DockPane) => paneName(messages, pane, statuses[pane.id]?.container ?? '');
  const isNamed = tab.name !== '';
  const [first] = panes;
  const derived =
    first === undefined
      ? ''
      : messages.withProgram(paneName(messages, first, status.container), status.title);
  const wheres = [...new Set(panes.map((pane) => (isNamed ? `${nameOf(pane)} · ` : '') + paneWhere(pane)))];
  return {
    id: tab.id,
    kind: first?.kind ?? 'terminal',
    name: isNamed ? tab.name : messages.andMore(derived, panes.length - 1),
    where: messages.andMore(wheres[0] ?? '', wheres.length - 1),
    places: [
      ...new Set(
        panes.map((pane) =>
          // The name of a tab with one terminal says which it is, unless the user chose it.
          panePlace(messages, pane, isNamed || panes.length > 1 ? nameOf(pane) : ''),
        ),
      ),
    ],
    contexts: [...new Set(panes.map(({ place }) => place.context ?? ''))],
    status,
    paneCount: panes.length,
    isBroadcasting: panes.some(({ id }) => receivers.has(id)),
  };
}

/**
 * The tab's name for screen readers: what it shows, as WCAG 2.5.3 asks, then its state in words and, of several terminals,
 * where each runs.
 */
export function tabLabel(messages: DockMessages, tab: ShownTab): string {
  const { name, places } = tab;
  const label = `${name} ${tabHint(messages, tab)}`;
  return places.length > 1 ? messages.withPlaces(label, places) : label;
}

/** Where a tab's first terminal runs, and the tab's state, in words. */
export function tabHint(messages: DockMessages, { where, status, isBroadcasting }: ShownTab): string {
  const marks = [
    messages.states[status.state],
    status.hasBell ? messages.bell : '',
    status.hasActivity ? messages.activity : '',
    isBroadcasting ? messages.heard : '',
  ].filter((mark) => mark !== '');
  return messages.withMarks(where, marks);
}
