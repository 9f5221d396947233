/** Docks for property tests: the results of random actions. */

import fc from 'fast-check';
import { ALL_CONTAINERS, type LogSubject } from '#components/addresses/log-place.ts';
import type { LogPane, ShellPane } from '../state/dock-layout.ts';
import { allPanes, type DockAction, type DockState, EMPTY_DOCK, reduceDock } from '../state/dock-state.ts';

/** A terminal. */
export function pane(id: string): ShellPane {
  return {
    kind: 'terminal',
    id,
    place: { namespace: 'team-a', pod: `pod-${id}`, container: undefined, context: undefined },
  };
}

/** A log. */
export function logPane(id: string, of: LogSubject = { kind: 'pod', pod: `pod-${id}` }): LogPane {
  const place = { context: undefined, namespace: 'team-a', of, container: ALL_CONTAINERS };
  return { kind: 'log', id, place, view: '' };
}

/** Ids of all panes, in order. */
export function ids(state: DockState): readonly string[] {
  return allPanes(state).map(({ id }) => id);
}

export function dockAfter(actions: readonly DockAction[]): DockState {
  return actions.reduce(reduceDock, EMPTY_DOCK);
}

const KINDS = [
  'opened',
  'opened-beside',
  'split',
  'tab-joined',
  'pane-moved',
  'pane-separated',
  'panes-swapped',
  'border-moved',
  'pane-placed',
  'log-changed',
  'pane-closed',
  'tab-activated',
  'pane-activated',
  'pane-shown',
  'renamed',
  'tab-moved',
  'view-changed',
  'height-changed',
] as const;

/** Few ids, so that actions hit open, closed and unknown panes. */
const someId = fc.nat(7).map((number) => `p${number}`);

const choice = fc.record({
  kind: fc.constantFrom(...KINDS),
  one: someId,
  two: someId,
  side: fc.constantFrom('left', 'right', 'above', 'below'),
  direction: fc.constantFrom('row', 'column'),
  share: fc.double(),
  view: fc.constantFrom('open', 'minimised', 'maximised'),
  text: fc.string(),
  of: fc.constantFrom<LogSubject>(
    { kind: 'pod', pod: 'web-0' },
    { kind: 'owner', owner: 'Deployment/web' },
    { kind: 'filter', q: 'status:crash' },
  ),
  isLog: fc.boolean(),
  to: fc.integer({ min: -2, max: 9 }),
});

type Choice = typeof choice extends fc.Arbitrary<infer Value> ? Value : never;

export const someActions = fc.array(choice, { maxLength: 40 });

export function actionsFrom(choices: readonly Choice[]): readonly DockAction[] {
  return choices.map(actionFrom);
}

function actionFrom(choice: Choice): DockAction {
  const { kind, one, two, side, direction, share, view, text, to, of, isLog } = choice;
  const someKind = (id: string) => (isLog ? logPane(id, of) : pane(id));
  switch (kind) {
    case 'opened':
      return { kind, pane: someKind(one), afterTabId: two };
    case 'opened-beside':
      return { kind, pane: someKind(one) };
    case 'split':
      return { kind, paneId: one, direction, pane: someKind(two) };
    case 'tab-joined':
      return { kind, tabId: one, paneId: two, side, splitId: `${one}+${two}` };
    case 'pane-moved':
      return { kind, paneId: one, besideId: two, side, splitId: `${one}+${two}` };
    case 'pane-separated':
      return { kind, paneId: one, tabId: two, ...(to < 0 ? {} : { to }) };
    case 'panes-swapped':
      return { kind, paneId: one, withId: two };
    case 'border-moved':
      return { kind, splitId: one, share };
    case 'pane-placed':
      return { kind, paneId: one, place: { ...pane(two).place, container: 'debugger-x', attach: true } };
    case 'log-changed':
      return { kind, paneId: one, place: logPane(two, of).place, view: text };
    case 'pane-closed':
    case 'pane-activated':
    case 'pane-shown':
      return { kind, paneId: one };
    case 'tab-activated':
      return { kind, tabId: one };
    case 'renamed':
      return { kind, tabId: one, name: text };
    case 'tab-moved':
      return { kind, tabId: one, to };
    case 'view-changed':
      return { kind, view };
    case 'height-changed':
      return { kind, share };
  }
}

export const anyDock = someActions.map((choices) => dockAfter(actionsFrom(choices)));
