// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { pane } from '../testing/any-dock.ts';
import { useClosedShells } from './use-closed-shells.ts';

const shell = (id: string) => ({
  id,
  place: pane(id).place,
  container: 'main',
  kept: { sessionId: `session-of-${id}`, shownBytes: 0 },
});

function closed(resumeSeconds: number) {
  vi.useFakeTimers();
  const { result, unmount } = renderHook(useClosedShells, { initialProps: resumeSeconds });
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
