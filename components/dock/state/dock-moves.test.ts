import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDock, dockAfter, ids, pane } from '../testing/any-dock.ts';
import { type Area, panesOf, placementOf, type Side } from './dock-layout.ts';
import { activePane, activeTab, type DockState, reduceDock } from './dock-state.ts';

const SIDES: readonly Side[] = ['left', 'right', 'above', 'below'];

/** Two tabs: `a` beside `b`, and `c`. */
const two = dockAfter([
  { kind: 'opened', pane: pane('a') },
  { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
  { kind: 'opened', pane: pane('c') },
]);

/** The panes of each tab, in reading order. */
function tabsOf(state: DockState): readonly (readonly string[])[] {
  return state.tabs.map(({ layout }) => panesOf(layout).map(({ id }) => id));
}

function areaOf(state: DockState, paneId: string): Area | undefined {
  return state.tabs.flatMap(({ layout }) => placementOf(layout).panes).find((one) => one.pane.id === paneId)
    ?.area;
}

function expectBeside(state: DockState, moved: string, other: string, side: Side): void {
  const one = areaOf(state, moved);
  const two = areaOf(state, other);
  if (one === undefined || two === undefined) throw new Error('A pane is gone.');
  const [first, second] = side === 'left' || side === 'above' ? [one, two] : [two, one];
  if (side === 'left' || side === 'right') expect(first.left + first.width).toBeCloseTo(second.left);
  else expect(first.top + first.height).toBeCloseTo(second.top);
}

test.each(SIDES)('a pane is moved to the %s side of one in another tab', (side) => {
  const after = reduceDock(two, { kind: 'pane-moved', paneId: 'c', besideId: 'a', side, splitId: 's' });
  expect(after.tabs).toHaveLength(1);
  expectBeside(after, 'c', 'a', side);
  expect(after.activeTabId).toBe('a');
  expect(after.tabs[0]?.activePaneId).toBe('c');
});

test('a whole tab is joined to another one with its splits', () => {
  const after = reduceDock(two, { kind: 'tab-joined', tabId: 'a', paneId: 'c', side: 'left', splitId: 's' });
  expect(tabsOf(after)).toEqual([['a', 'b', 'c']]);
  expect(after.activeTabId).toBe('c');
});

test('a pane gets a tab of its own after its old one, or where it is dropped', () => {
  const after = reduceDock(two, { kind: 'pane-separated', paneId: 'a', tabId: 'new' });
  expect(tabsOf(after)).toEqual([['b'], ['a'], ['c']]);
  expect(after.activeTabId).toBe('new');
  const last = reduceDock(two, { kind: 'pane-separated', paneId: 'a', tabId: 'new', to: 9 });
  expect(tabsOf(last)).toEqual([['b'], ['c'], ['a']]);
});

test('the only pane of a tab has a tab of its own already: it is moved', () => {
  expect(reduceDock(two, { kind: 'pane-separated', paneId: 'c', tabId: 'new' })).toBe(two);
  const moved = reduceDock(two, { kind: 'pane-separated', paneId: 'c', tabId: 'new', to: 0 });
  expect(tabsOf(moved)).toEqual([['c'], ['a', 'b']]);
});

test('panes of one tab change places, those of different tabs do not', () => {
  const after = reduceDock(two, { kind: 'panes-swapped', paneId: 'a', withId: 'b' });
  expect(tabsOf(after)).toEqual([['b', 'a'], ['c']]);
  expect(tabsOf(reduceDock(two, { kind: 'panes-swapped', paneId: 'a', withId: 'c' }))).toEqual(tabsOf(two));
});

const side = fc.constantFrom(...SIDES);

test('from any dock, a moved pane lies beside the other one and is the active one', () => {
  fc.assert(
    fc.property(anyDock, fc.nat(), fc.nat(), side, (state, one, other, where) => {
      const all = ids(state);
      const paneId = all[one % Math.max(1, all.length)];
      const besideId = all[other % Math.max(1, all.length)];
      fc.pre(paneId !== undefined && besideId !== undefined && paneId !== besideId);
      const after = reduceDock(state, { kind: 'pane-moved', paneId, besideId, side: where, splitId: 's' });
      expect([...ids(after)].sort()).toEqual([...all].sort());
      expectBeside(after, paneId, besideId, where);
      const tab = activeTab(after);
      expect(tab === undefined ? undefined : activePane(tab)?.id).toBe(paneId);
      expect(after.view).not.toBe('minimised');
    }),
  );
});

test('from any dock, a pane that is separated and moved back leaves the others where they were', () => {
  fc.assert(
    fc.property(anyDock, fc.nat(), (state, one) => {
      const all = ids(state);
      const paneId = all[one % Math.max(1, all.length)];
      fc.pre(paneId !== undefined);
      const after = reduceDock(state, { kind: 'pane-separated', paneId, tabId: 'new' });
      const others = (dock: DockState) => ids(dock).filter((id) => id !== paneId);
      expect(others(after)).toEqual(others(state));
      expect(tabsOf(after)).toContainEqual([paneId]);
    }),
  );
});
