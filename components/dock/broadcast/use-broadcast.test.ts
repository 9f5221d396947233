// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import type { InputPeer } from '#components/terminal/pane/shared-input.ts';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { FIRST_STATUS, type PaneStatuses } from '../state/pane-status.ts';
import { dockAfter, pane } from '../testing/any-dock.ts';
import { useBroadcast } from './use-broadcast.ts';

/** A terminal that records which terminals get its input. */
class FakePane {
  #peers: () => readonly InputPeer[] = () => [];

  shareInput(peers: () => readonly InputPeer[] = () => []): void {
    this.#peers = peers;
  }

  get peers(): readonly unknown[] {
    return this.#peers();
  }
}

const SPLIT = dockAfter([
  { kind: 'opened', pane: pane('a') },
  { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
  { kind: 'opened', pane: pane('c') },
  { kind: 'tab-activated', tabId: 'a' },
]);
const READY: PaneStatuses = Object.fromEntries(
  ['a', 'b', 'c'].map((id) => [id, { ...FIRST_STATUS, state: 'ready' as const }]),
);

function open(initialStatuses: PaneStatuses = READY) {
  const [a, b, c] = [new FakePane(), new FakePane(), new FakePane()];
  const panes = new Map(Object.entries({ a, b, c })) as unknown as ReadonlyMap<string, TerminalPane>;
  const { result, rerender, unmount } = renderHook(
    (statuses: PaneStatuses) => useBroadcast(SPLIT, { panes, statuses }),
    { initialProps: initialStatuses },
  );
  return { a, b, c, result, rerender, unmount };
}

test('is off at first', () => {
  const { a, b, result } = open();
  expect(result.current.scope).toEqual({ kind: 'off' });
  expect([...a.peers, ...b.peers]).toEqual([]);
});

test('sends the input of each terminal to the others of its tab', () => {
  const { a, b, c, result } = open();
  act(() => result.current.change({ kind: 'tab', tabId: 'a' }));
  expect(a.peers).toEqual([b]);
  expect(b.peers).toEqual([a]);
  expect(c.peers).toEqual([]);
  expect([...result.current.receivers]).toEqual(['a', 'b']);
});

test('the shortcut turns it on for the active tab and off again', () => {
  const { a, b, result } = open();
  act(() => result.current.change(result.current.next));
  expect(a.peers).toEqual([b]);
  act(() => result.current.change(result.current.next));
  expect(result.current.scope).toEqual({ kind: 'off' });
  expect(a.peers).toEqual([]);
});

test('ends for good when fewer than two terminals are ready', () => {
  const { a, result, rerender } = open();
  act(() => result.current.change({ kind: 'tab', tabId: 'a' }));
  rerender({ ...READY, b: { ...FIRST_STATUS, state: 'exited' } });
  expect(result.current.scope).toEqual({ kind: 'off' });
  expect(a.peers).toEqual([]);
  // The broadcast must not start again when the terminal is ready again.
  rerender(READY);
  expect(a.peers).toEqual([]);
});

test('stays off for a scope without two ready terminals', () => {
  const { result } = open({ a: { ...FIRST_STATUS, state: 'ready' } });
  expect(result.current.canReach({ kind: 'all' })).toBe(false);
  act(() => result.current.change({ kind: 'all' }));
  expect(result.current.scope).toEqual({ kind: 'off' });
});

test('stops when the dock unmounts', () => {
  const { a, b, c, result, unmount } = open();
  act(() => result.current.change({ kind: 'all' }));
  expect(c.peers).toEqual([a, b]);
  unmount();
  expect([...a.peers, ...b.peers, ...c.peers]).toEqual([]);
});
