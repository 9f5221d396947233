// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { noteShellEnded, TAKE_UP_EVENT, takeUpInDock } from '#components/addresses/open-in-dock.ts';
import '#components/testing/dom.tsx';
import type { KeptShell } from '../state/closed-shells.ts';
import { pane } from '../testing/any-dock.ts';
import { useClosedShells } from './use-closed-shells.ts';

const shell = (id: string) => ({
  id,
  place: pane(id).place,
  container: 'main',
  kept: { sessionId: `session-of-${id}`, shownBytes: 0 },
});

function fakeStore() {
  let stored: readonly KeptShell[] = [];
  return {
    loadClosed: () => stored,
    saveClosed: vi.fn((shells: readonly KeptShell[]) => {
      stored = shells;
    }),
  };
}

function closed(reopenSeconds: number, store = fakeStore()) {
  vi.useFakeTimers();
  const { result, unmount } = renderHook(() => useClosedShells(reopenSeconds, store));
  return { result, unmount, ids: () => result.current.shells.map(({ id }) => id) };
}

test('offers each shell for as long as the server keeps it', () => {
  const { result, ids } = closed(60);
  act(() => result.current.add?.(shell('a')));
  act(() => vi.advanceTimersByTime(30_000));
  act(() => result.current.add?.(shell('b')));
  expect(ids()).toEqual(['a', 'b']);
  act(() => vi.advanceTimersByTime(30_000));
  expect(ids()).toEqual(['b']);
  act(() => vi.advanceTimersByTime(30_000));
  expect(ids()).toEqual([]);
});

test('forgets what was opened or ended, and its timer', () => {
  const { result, unmount, ids } = closed(60);
  act(() => result.current.add?.(shell('a')));
  act(() => result.current.remove('a'));
  expect(ids()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  act(() => result.current.add?.(shell('b')));
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});

test('takes none where the server keeps none', () => {
  expect(closed(0).result.current.add).toBeNull();
});

test('a reload keeps them until their time is over', () => {
  const store = fakeStore();
  const before = closed(60, store);
  act(() => before.result.current.add?.(shell('a')));
  act(() => vi.advanceTimersByTime(30_000));
  act(() => before.result.current.add?.(shell('b')));
  before.unmount();
  vi.advanceTimersByTime(20_000);
  const after = closed(60, store);
  expect(after.ids()).toEqual(['a', 'b']);
  expect(after.result.current.shells[0]).toMatchObject(shell('a'));
  act(() => vi.advanceTimersByTime(10_000));
  expect(after.ids()).toEqual(['b']);
  act(() => after.result.current.remove('b'));
  expect(store.loadClosed()).toEqual([]);
  after.unmount();
  expect(closed(60, store).ids()).toEqual([]);
});

test('those that ended while the page was away are not offered', () => {
  const store = fakeStore();
  const before = closed(60, store);
  act(() => before.result.current.add?.(shell('a')));
  before.unmount();
  vi.advanceTimersByTime(60_000);
  expect(closed(60, store).ids()).toEqual([]);
  expect(store.loadClosed()).toEqual([]);
});

test('a clock that was set back does not keep them longer', () => {
  const store = fakeStore();
  const before = closed(60, store);
  act(() => before.result.current.add?.(shell('a')));
  before.unmount();
  vi.setSystemTime(Date.now() - 3_600_000);
  const after = closed(60, store);
  act(() => vi.advanceTimersByTime(60_000));
  expect(after.ids()).toEqual([]);
});

test('nothing is stored before the stored ones are known', () => {
  vi.useFakeTimers();
  const store = fakeStore();
  store.saveClosed([{ ...shell('a'), until: Date.now() + 1000 }]);
  const { result, rerender } = renderHook((known: typeof store | null) => useClosedShells(60, known), {
    initialProps: null as typeof store | null,
  });
  expect(result.current.shells).toEqual([]);
  rerender(store);
  expect(result.current.shells.map(({ id }) => id)).toEqual(['a']);
  expect(store.loadClosed()).toHaveLength(1);
});

test('a shell that is ended or taken up from a list is closed no more', async () => {
  const { result, ids } = closed(60);
  for (const id of ['a', 'b', 'c']) act(() => result.current.add?.(shell(id)));
  act(() => noteShellEnded('session-of-b'));
  expect(ids()).toEqual(['a', 'c']);

  const takeUp = (id: string) =>
    act(async () => void takeUpInDock({ place: pane(id).place, ...shell(id).kept }));
  // Without a dock it is not taken up.
  await takeUp('a');
  expect(ids()).toEqual(['a', 'c']);
  const take = (event: Event) => event.preventDefault();
  window.addEventListener(TAKE_UP_EVENT, take);
  await takeUp('a');
  window.removeEventListener(TAKE_UP_EVENT, take);
  expect(ids()).toEqual(['c']);
});
