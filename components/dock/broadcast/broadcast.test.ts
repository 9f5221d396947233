import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StateName } from '#components/terminal/connection/connection-state.ts';
import { panesOf } from '../state/dock-layout.ts';
import { type DockState, reduceDock } from '../state/dock-state.ts';
import { FIRST_STATUS, type PaneStatuses } from '../state/pane-status.ts';
import { anyDock, dockAfter, ids, pane } from '../testing/any-dock.ts';
import { type BroadcastScope, hearersOf, SILENT, toggledScope } from './broadcast.ts';

const STATES: readonly StateName[] = ['connecting', 'ready', 'reconnecting', 'exited', 'failed'];

function statuses(states: Readonly<Record<string, StateName>>): PaneStatuses {
  return Object.fromEntries(
    Object.entries(states).map(([id, state]) => [id, { ...FIRST_STATUS, state, container: 'web' }]),
  );
}

/** Tab `a` with the panes a and b, tab `c` with the one pane c. */
const dock = dockAfter([
  { kind: 'opened', pane: pane('a') },
  { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
  { kind: 'opened', pane: pane('c') },
  { kind: 'tab-activated', tabId: 'a' },
]);
const allReady = statuses({ a: 'ready', b: 'ready', c: 'ready' });
const tabA: BroadcastScope = { kind: 'tab', tabId: 'a' };

test('the terminals of a tab hear each other, or all do', () => {
  expect(hearersOf(SILENT, dock, allReady)).toEqual([]);
  expect(hearersOf(tabA, dock, allReady)).toEqual(['a', 'b']);
  expect(hearersOf({ kind: 'all' }, dock, allReady)).toEqual(['a', 'b', 'c']);
  expect(hearersOf({ kind: 'tab', tabId: 'c' }, dock, allReady)).toEqual([]);
  expect(hearersOf({ kind: 'tab', tabId: 'gone' }, dock, allReady)).toEqual([]);
});

test('what connects again still hears, what has ended does not', () => {
  const lost = statuses({ a: 'ready', b: 'reconnecting', c: 'ready' });
  expect(hearersOf({ kind: 'all' }, dock, lost)).toEqual(['a', 'b', 'c']);
  expect(hearersOf(tabA, dock, lost)).toEqual([]);
  const ended = statuses({ a: 'ready', b: 'exited', c: 'ready' });
  expect(hearersOf({ kind: 'all' }, dock, ended)).toEqual(['a', 'c']);
});

test('the key takes the tab, or all when the tab has one terminal, and the next press ends it', () => {
  expect(toggledScope(SILENT, dock, allReady)).toEqual(tabA);
  expect(toggledScope(tabA, dock, allReady)).toEqual(SILENT);
  expect(toggledScope({ kind: 'all' }, dock, allReady)).toEqual(SILENT);
  const onC = reduceDock(dock, { kind: 'tab-activated', tabId: 'c' });
  expect(toggledScope(SILENT, onC, allReady)).toEqual({ kind: 'all' });
  expect(toggledScope(SILENT, dock, statuses({ a: 'ready' }))).toEqual(SILENT);
});

test('in any dock those who hear are two or more, live, and of the scope', () => {
  const anyStates = fc.array(fc.constantFrom(...STATES), { minLength: 8, maxLength: 8 });
  const scopeIn = (state: DockState, choice: number): BroadcastScope =>
    choice === 0 ? { kind: 'all' } : { kind: 'tab', tabId: state.tabs[choice % 4]?.id ?? 'none' };
  fc.assert(
    fc.property(anyDock, anyStates, fc.nat(4), (state, names, choice) => {
      const known = statuses(Object.fromEntries(names.map((name, index) => [`p${index}`, name])));
      const scope = scopeIn(state, choice);
      const heard = hearersOf(scope, state, known);
      if (heard.length === 0) return;
      expect(heard.filter((id) => known[id]?.state === 'ready').length).toBeGreaterThan(1);
      expect(heard.every((id) => ['ready', 'reconnecting'].includes(known[id]?.state ?? ''))).toBe(true);
      const inScope =
        scope.kind === 'tab'
          ? state.tabs.filter(({ id }) => id === scope.tabId).flatMap(({ layout }) => panesOf(layout))
          : null;
      expect(inScope?.map(({ id }) => id) ?? ids(state)).toEqual(expect.arrayContaining([...heard]));
    }),
  );
});
