import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StateName } from '#components/terminal/connection/connection-state.ts';
import { panesOf } from '../state/dock-layout.ts';
import { type DockState, reduceDock } from '../state/dock-state.ts';
import { FIRST_STATUS, type PaneStatuses } from '../state/pane-status.ts';
import { anyDock, dockAfter, ids, logPane, pane } from '../testing/any-dock.ts';
import { BROADCAST_OFF, type BroadcastScope, receiversOf, toggledScope } from './broadcast.ts';

const STATES: readonly StateName[] = ['connecting', 'ready', 'reconnecting', 'exited', 'failed'];

function statuses(states: Readonly<Record<string, StateName>>): PaneStatuses {
  return Object.fromEntries(
    Object.entries(states).map(([id, state]) => [id, { ...FIRST_STATUS, state, container: 'web' }]),
  );
}

/** Tab `a` has panes a and b, tab `c` has pane c. */
const dock = dockAfter([
  { kind: 'opened', pane: pane('a') },
  { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
  { kind: 'opened', pane: pane('c') },
  { kind: 'tab-activated', tabId: 'a' },
]);
const allReady = statuses({ a: 'ready', b: 'ready', c: 'ready' });
const tabA: BroadcastScope = { kind: 'tab', tabId: 'a' };

test('the scope is one tab or all tabs', () => {
  expect(receiversOf(BROADCAST_OFF, dock, allReady)).toEqual([]);
  expect(receiversOf(tabA, dock, allReady)).toEqual(['a', 'b']);
  expect(receiversOf({ kind: 'all' }, dock, allReady)).toEqual(['a', 'b', 'c']);
  expect(receiversOf({ kind: 'tab', tabId: 'c' }, dock, allReady)).toEqual([]);
  expect(receiversOf({ kind: 'tab', tabId: 'gone' }, dock, allReady)).toEqual([]);
});

test('a reconnecting terminal still receives input, an ended one does not', () => {
  const lost = statuses({ a: 'ready', b: 'reconnecting', c: 'ready' });
  expect(receiversOf({ kind: 'all' }, dock, lost)).toEqual(['a', 'b', 'c']);
  expect(receiversOf(tabA, dock, lost)).toEqual([]);
  const ended = statuses({ a: 'ready', b: 'exited', c: 'ready' });
  expect(receiversOf({ kind: 'all' }, dock, ended)).toEqual(['a', 'c']);
});

test('the shortcut turns it on for the tab, or for all if the tab has one terminal, and off again', () => {
  expect(toggledScope(BROADCAST_OFF, dock, allReady)).toEqual(tabA);
  expect(toggledScope(tabA, dock, allReady)).toEqual(BROADCAST_OFF);
  expect(toggledScope({ kind: 'all' }, dock, allReady)).toEqual(BROADCAST_OFF);
  const onC = reduceDock(dock, { kind: 'tab-activated', tabId: 'c' });
  expect(toggledScope(BROADCAST_OFF, onC, allReady)).toEqual({ kind: 'all' });
  expect(toggledScope(BROADCAST_OFF, dock, statuses({ a: 'ready' }))).toEqual(BROADCAST_OFF);
});

test('in any dock the receivers are two or more, live, and in the scope', () => {
  const anyStates = fc.array(fc.constantFrom(...STATES), { minLength: 8, maxLength: 8 });
  const scopeIn = (state: DockState, choice: number): BroadcastScope =>
    choice === 0 ? { kind: 'all' } : { kind: 'tab', tabId: state.tabs[choice % 4]?.id ?? 'none' };
  fc.assert(
    fc.property(anyDock, anyStates, fc.nat(4), (state, names, choice) => {
      const known = statuses(Object.fromEntries(names.map((name, index) => [`p${index}`, name])));
      const scope = scopeIn(state, choice);
      const receivers = receiversOf(scope, state, known);
      if (receivers.length === 0) return;
      expect(receivers.filter((id) => known[id]?.state === 'ready').length).toBeGreaterThan(1);
      expect(receivers.every((id) => ['ready', 'reconnecting'].includes(known[id]?.state ?? ''))).toBe(true);
      const inScope =
        scope.kind === 'tab'
          ? state.tabs.filter(({ id }) => id === scope.tabId).flatMap(({ layout }) => panesOf(layout))
          : null;
      expect(inScope?.map(({ id }) => id) ?? ids(state)).toEqual(expect.arrayContaining([...receivers]));
    }),
  );
});

test('a log neither hears nor counts', () => {
  const beside = dockAfter([
    { kind: 'opened', pane: pane('a') },
    { kind: 'opened-beside', pane: logPane('b') },
    { kind: 'opened', pane: pane('c') },
  ]);
  expect(receiversOf(tabA, beside, allReady)).toEqual([]);
  expect(receiversOf({ kind: 'all' }, beside, allReady)).toEqual(['a', 'c']);
});
