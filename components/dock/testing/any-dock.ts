/** Docks for property tests: the results of random actions. */

import fc from 'fast-check';
import type { DockPane } from '../state/dock-layout.ts';
import { allPanes, type DockAction, type DockState, EMPTY_DOCK, reduceDock } from '../state/dock-state.ts';

export function pane(id: string): DockPane {
  return { id, place: { namespace: 'team-a', pod: `pod-${id}`, container: undefined, context: undefined } };
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
  'split',
  'tab-joined',
  'pane-moved',
  'pane-separated',
  'panes-swapped',
  'border-moved',
  'pane-placed',
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
  to: fc.integer({ min: -2, max: 9 }),
});

type Choice = typeof choice extends fc.Arbitrary<infer Value> ? Value : never;

export const someActions = fc.array(choice, { maxLength: 40 });

export function actionsFrom(choices: readonly Choice[]): readonly DockAction[] {
  return choices.map(actionFrom);
}

function actionFrom({ kind, one, two, side, direction, share, view, text, to }: Choice): DockAction {
  switch (kind) {
    case 'opened':
      return { kind, pane: pane(one), afterTabId: two };
    case 'split':
      return { kind, paneId: one, direction, pane: pane(two) };
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
