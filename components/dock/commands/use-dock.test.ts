// @vitest-environment happy-dom
import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { ids, logPane, pane } from '../testing/any-dock.ts';
import { type DockRequest, useDock } from './use-dock.ts';

beforeEach(() => {
  // As on a page over plain HTTP, which has no Web Locks.
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
});

const NONE: readonly DockRequest[] = [];
const wanted = (id: string): DockRequest => ({ pane: pane(id), isBeside: false });
const sessionKeyOf = (id: string) => `podshell.session:${id}`;

function open(requests = NONE, onTaken = vi.fn()) {
  const { result, rerender, unmount } = renderHook((all: readonly DockRequest[]) => useDock(all, onTaken), {
    initialProps: requests,
  });
  return { result, rerender, unmount, onTaken, shown: () => ids(result.current.state) };
}

test('opens panes that were requested before the stored dock was loaded', async () => {
  const requests = [wanted('a'), wanted('b')];
  const dock = open(requests);
  await waitFor(() => expect(dock.shown()).toEqual(['a', 'b']));
  expect(dock.onTaken).toHaveBeenCalledWith(requests);
});

test('restores the panes after a reload', async () => {
  const before = open([wanted('a')]);
  await waitFor(() => expect(before.shown()).toEqual(['a']));
  before.unmount();
  const after = open();
  await waitFor(() => expect(after.shown()).toEqual(['a']));
  expect([...after.result.current.restored]).toEqual(['a']);
});

test('adds new panes after the restored ones', async () => {
  const before = open([wanted('a')]);
  await waitFor(() => expect(before.shown()).toEqual(['a']));
  before.unmount();
  const after = open([wanted('b')]);
  await waitFor(() => expect(after.shown()).toEqual(['a', 'b']));
  expect(after.result.current.restored.has('b')).toBe(false);
});

test('forgets the session of a closed pane only', async () => {
  const dock = open([wanted('a'), wanted('b')]);
  await waitFor(() => expect(dock.shown()).toEqual(['a', 'b']));
  window.sessionStorage.setItem(sessionKeyOf('a'), 'kept');
  window.sessionStorage.setItem(sessionKeyOf('b'), 'kept');
  act(() => dock.result.current.dispatch({ kind: 'pane-closed', paneId: 'a' }));
  expect(window.sessionStorage.getItem(sessionKeyOf('a'))).toBeNull();
  expect(window.sessionStorage.getItem(sessionKeyOf('b'))).toBe('kept');
});

test('keeps the sessions when the page unloads', async () => {
  const dock = open([wanted('a')]);
  await waitFor(() => expect(dock.shown()).toEqual(['a']));
  window.sessionStorage.setItem(sessionKeyOf('a'), 'kept');
  dock.unmount();
  expect(window.sessionStorage.getItem(sessionKeyOf('a'))).toBe('kept');
});

test('closed panes stay closed after a reload', async () => {
  const before = open([wanted('a')]);
  await waitFor(() => expect(before.shown()).toEqual(['a']));
  act(() => before.result.current.dispatch({ kind: 'pane-closed', paneId: 'a' }));
  before.unmount();
  const after = open([wanted('b')]);
  await waitFor(() => expect(after.shown()).toEqual(['b']));
});

test('shows the pane that has the requested session already, instead of opening another', async () => {
  const kept = (sessionId: string) => JSON.stringify({ sessionId, shownBytes: 0 });
  const dock = open([wanted('a'), wanted('b')]);
  await waitFor(() => expect(dock.shown()).toEqual(['a', 'b']));
  window.sessionStorage.setItem(sessionKeyOf('a'), kept('one'));
  window.sessionStorage.setItem(sessionKeyOf('b'), kept('two'));
  window.sessionStorage.setItem(sessionKeyOf('c'), kept('one'));
  window.sessionStorage.setItem(sessionKeyOf('d'), kept('three'));
  dock.rerender([wanted('c')]);
  await waitFor(() => expect(dock.result.current.state.activeTabId).toBe('a'));
  expect(dock.shown()).toEqual(['a', 'b']);
  expect(window.sessionStorage.getItem(sessionKeyOf('c'))).toBeNull();
  dock.rerender([wanted('d')]);
  await waitFor(() => expect(dock.shown()).toEqual(['a', 'b', 'd']));
});

test('shows the restored pane that has the requested session, also when it was requested before', async () => {
  const before = open([wanted('a'), wanted('b')]);
  await waitFor(() => expect(before.shown()).toEqual(['a', 'b']));
  before.unmount();
  const kept = JSON.stringify({ sessionId: 'one', shownBytes: 0 });
  window.sessionStorage.setItem(sessionKeyOf('a'), kept);
  window.sessionStorage.setItem(sessionKeyOf('c'), kept);
  const after = open([wanted('c')]);
  await waitFor(() => expect(after.onTaken).toHaveBeenCalled());
  expect(after.shown()).toEqual(['a', 'b']);
  expect(after.result.current.state.activeTabId).toBe('a');
});

test('a log opens beside the active pane once, and is shown when it is asked for again', async () => {
  const dock = open([wanted('a')]);
  await waitFor(() => expect(dock.shown()).toEqual(['a']));
  dock.rerender([{ pane: logPane('l', { kind: 'pod', pod: 'web-0' }), isBeside: true }]);
  await waitFor(() => expect(dock.shown()).toEqual(['a', 'l']));
  expect(dock.result.current.state.tabs).toHaveLength(1);
  dock.rerender([wanted('b')]);
  await waitFor(() => expect(dock.result.current.state.activeTabId).toBe('b'));
  dock.rerender([{ pane: logPane('m', { kind: 'pod', pod: 'web-0' }), isBeside: true }]);
  await waitFor(() => expect(dock.result.current.state.activeTabId).toBe('a'));
  expect(dock.shown()).toEqual(['a', 'l', 'b']);
});
