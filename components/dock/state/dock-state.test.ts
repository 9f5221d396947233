import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionsFrom, anyDock, dockAfter, ids, logPane, pane, someActions } from '../testing/any-dock.ts';
import { decodeDock, encodeDock } from './dock-codec.ts';
import { MIN_SHARE, placementOf } from './dock-layout.ts';
import {
  activePane,
  activeTab,
  allPanes,
  type DockState,
  EMPTY_DOCK,
  neighbourPane,
  neighbourTab,
  reduceDock,
} from './dock-state.ts';

function expectValid(state: DockState): void {
  const paneIds = ids(state);
  expect(new Set(paneIds).size).toBe(paneIds.length);
  expect(new Set(state.tabs.map(({ id }) => id)).size).toBe(state.tabs.length);
  expect(activeTab(state) === undefined).toBe(state.tabs.length === 0);
  if (state.tabs.length === 0) expect(state.activeTabId).toBeNull();
  expect(state.share).toBeGreaterThanOrEqual(MIN_SHARE);
  expect(state.share).toBeLessThanOrEqual(1 - MIN_SHARE);
  for (const tab of state.tabs) {
    expect(activePane(tab)).toBeDefined();
    const { panes, borders } = placementOf(tab.layout);
    expect(borders).toHaveLength(panes.length - 1);
    // The panes cover the tab without overlap.
    const covered = panes.reduce((sum, { area }) => sum + area.width * area.height, 0);
    expect(covered).toBeCloseTo(1);
  }
}

describe('any sequence of actions', () => {
  test('keeps the dock valid and loses no pane', () => {
    fc.assert(
      fc.property(someActions, (choices) => {
        let state = EMPTY_DOCK;
        for (const action of actionsFrom(choices)) {
          const before = ids(state);
          state = reduceDock(state, action);
          expectValid(state);
          const after = ids(state);
          const closed = action.kind === 'pane-closed' ? action.paneId : undefined;
          expect(after).toEqual(expect.arrayContaining(before.filter((id) => id !== closed)));
          if (action.kind === 'opened') expect(after).toContain(action.pane.id);
        }
      }),
    );
  });

  test('leads to a state that encodes and decodes unchanged', () => {
    fc.assert(
      fc.property(anyDock, (state) => {
        expect(decodeDock(encodeDock(state))).toEqual(state);
      }),
    );
  });
});

describe('decoding', () => {
  test('any text gives a valid dock', () => {
    fc.assert(fc.property(fc.string(), (text) => expectValid(decodeDock(text))));
    fc.assert(fc.property(fc.json(), (text) => expectValid(decodeDock(text))));
  });

  test('a damaged dock gives a valid dock', () => {
    fc.assert(
      fc.property(
        anyDock,
        fc.nat(),
        fc.constantFrom('', '"', '0', 'null', '{}', '[]'),
        (state, at, patch) => {
          const text = encodeDock(state);
          const position = at % text.length;
          expectValid(decodeDock(text.slice(0, position) + patch + text.slice(position + 1)));
        },
      ),
    );
  });

  test('a layout that is nested too deep gives an empty dock', () => {
    const deep = `${'{"kind":"split","id":"x","direction":"row","share":0.5,"first":'.repeat(5000)}null`;
    const text = `{"tabs":[{"id":"t","name":"","activePaneId":"p","layout":${deep}${'}'.repeat(5000)}}],"activeTabId":"t","view":"open","share":0.4}`;
    expect(decodeDock(text)).toEqual(EMPTY_DOCK);
  });
});

test('a dock that was stored before there were logs holds terminals', () => {
  const { kind: _, ...old } = pane('a');
  const tab = { id: 'a', name: '', layout: { kind: 'pane', pane: old }, activePaneId: 'a' };
  const stored = JSON.stringify({ tabs: [tab], activeTabId: 'a', view: 'open', share: 0.4 });
  expect(allPanes(decodeDock(stored))).toEqual([pane('a')]);
});

test('a log that shows another part stays where it is, and a terminal never becomes one', () => {
  const before = dockAfter([
    { kind: 'opened', pane: pane('a') },
    { kind: 'opened-beside', pane: logPane('l') },
  ]);
  const { place } = logPane('x', { kind: 'owner', owner: 'Deployment/web' });
  const change = { kind: 'log-changed', place, view: 'range=all' } as const;
  const after = reduceDock(before, { ...change, paneId: 'l' });
  expect(allPanes(after)).toEqual([pane('a'), { kind: 'log', id: 'l', place, view: 'range=all' }]);
  expect(reduceDock(before, { ...change, paneId: 'a' })).toEqual(before);
  expect(reduceDock(before, { kind: 'pane-placed', paneId: 'l', place: pane('b').place })).toEqual(before);
});

test('closing the active tab activates its neighbour', () => {
  const state = dockAfter(['a', 'b', 'c'].map((id) => ({ kind: 'opened', pane: pane(id) })));
  const middle = reduceDock(state, { kind: 'tab-activated', tabId: 'b' });
  expect(reduceDock(middle, { kind: 'pane-closed', paneId: 'b' }).activeTabId).toBe('c');
  expect(reduceDock(state, { kind: 'pane-closed', paneId: 'c' }).activeTabId).toBe('b');
  expect(reduceDock(state, { kind: 'pane-closed', paneId: 'a' }).activeTabId).toBe('c');
});

test('closing a pane removes its split', () => {
  const state = dockAfter([
    { kind: 'opened', pane: pane('a') },
    { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
    { kind: 'split', paneId: 'b', direction: 'column', pane: pane('c') },
  ]);
  expect(allPanes(state).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(activeTab(state)?.activePaneId).toBe('c');
  const after = reduceDock(state, { kind: 'pane-closed', paneId: 'b' });
  expect(activeTab(after)?.layout).toMatchObject({
    kind: 'split',
    direction: 'row',
    first: { pane: { id: 'a' } },
    second: { pane: { id: 'c' } },
  });
});

test('opening a pane or tab restores a minimised dock', () => {
  const state = dockAfter([
    { kind: 'opened', pane: pane('a') },
    { kind: 'view-changed', view: 'minimised' },
  ]);
  expect(reduceDock(state, { kind: 'opened', pane: pane('b') }).view).toBe('open');
  expect(reduceDock(state, { kind: 'tab-activated', tabId: 'a' }).view).toBe('open');
});

test('tabs move to the given index, limited to the ends', () => {
  const state = dockAfter(['a', 'b', 'c'].map((id) => ({ kind: 'opened', pane: pane(id) })));
  const order = (to: number) => ids(reduceDock(state, { kind: 'tab-moved', tabId: 'b', to })).join('');
  expect([order(0), order(1), order(2), order(9), order(-1)]).toEqual(['bac', 'abc', 'acb', 'acb', 'bac']);
});

test('the next and previous tab and terminal wrap around', () => {
  const state = dockAfter([
    { kind: 'opened', pane: pane('a') },
    { kind: 'opened', pane: pane('b') },
    { kind: 'split', paneId: 'b', direction: 'row', pane: pane('c') },
  ]);
  const tab = activeTab(state);
  if (tab === undefined) throw new Error('There is no tab.');
  expect([neighbourPane(tab, 1)?.id, neighbourPane(tab, -1)?.id]).toEqual(['b', 'b']);
  expect([neighbourTab(state, 1)?.id, neighbourTab(state, -1)?.id]).toEqual(['a', 'a']);
  expect(neighbourTab(dockAfter([{ kind: 'opened', pane: pane('a') }]), -1)?.id).toBe('a');
  expect(neighbourTab(EMPTY_DOCK, 1)).toBeUndefined();
});

test('a pane that goes on in another place stays where it is, and active', () => {
  const before = dockAfter([
    { kind: 'opened', pane: pane('a') },
    { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
  ]);
  const place = { ...pane('a').place, container: 'debugger-x', attach: true } as const;
  const after = reduceDock(before, { kind: 'pane-placed', paneId: 'a', place });
  expect(allPanes(after)).toEqual([{ kind: 'terminal', id: 'a', place }, pane('b')]);
  expect(activeTab(after)?.activePaneId).toBe('b');
});
