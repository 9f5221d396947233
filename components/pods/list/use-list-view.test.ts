// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { catchUp, returnTo, visit } from '#components/testing/navigation.ts';
import { useListView } from './use-list-view.ts';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

/** Long enough for typed text to be written to the URL. */
const REST_MS = 300;

beforeEach(() => {
  vi.useFakeTimers();
  visit('/pods');
});

function open(address = '/pods') {
  visit(address);
  const push = vi.spyOn(window.history, 'pushState');
  const replace = vi.spyOn(window.history, 'replaceState');
  const { result, unmount } = renderHook(useListView);
  return {
    push,
    replace,
    unmount,
    view: () => result.current[0],
    change: (part: Parameters<(typeof result.current)[1]>[0]) => act(() => result.current[1](part)),
    rest: () => act(() => vi.advanceTimersByTime(REST_MS)),
    query: () => window.location.search,
  };
}

test('starts with the view in the URL', () => {
  const list = open('/pods?namespace=team-a&q=web&sort=-age');
  expect(list.view()).toEqual({
    context: undefined,
    namespaces: ['team-a'],
    q: 'web',
    sort: { column: 'age', descending: true },
  });
});

test('shows typed text immediately and writes it to the URL when typing pauses', () => {
  const list = open();
  list.change({ q: 'w' });
  list.change({ q: 'we' });
  list.change({ q: 'web' });
  expect(list.view().q).toBe('web');
  expect(list.query()).toBe('');
  list.rest();
  expect(list.query()).toBe('?q=web');
  expect(list.replace).toHaveBeenCalledOnce();
  expect(list.push).not.toHaveBeenCalled();
});

test('adds a history entry for a change of the namespace', () => {
  const list = open('/pods?namespace=team-a');
  list.change({ namespaces: ['team-b'] });
  expect(list.push).toHaveBeenCalledOnce();
  expect(list.query()).toBe('?namespace=team-b');
  act(() => returnTo('/pods?namespace=team-a'));
  expect(list.view().namespaces).toEqual(['team-a']);
});

test('writes pending text to the old history entry before a change of the namespace', () => {
  const list = open('/pods?namespace=team-a');
  list.change({ q: 'web' });
  list.change({ namespaces: ['team-b'] });
  expect(list.replace).toHaveBeenLastCalledWith(null, '', '/pods?namespace=team-a&q=web');
  expect(list.query()).toBe('?namespace=team-b&q=web');
});

test('does not overwrite a URL from a navigation with pending text', () => {
  const list = open('/pods?namespace=team-a');
  list.change({ q: 'web' });
  act(() => returnTo('/pods?namespace=team-b'));
  list.rest();
  expect(list.query()).toBe('?namespace=team-b');
  expect(list.view()).toMatchObject({ namespaces: ['team-b'], q: '' });
});

test('keeps the newer of two quick changes when the router reports the first one late', () => {
  const list = open();
  list.change({ namespaces: ['team-a'] });
  const first = window.location.href;
  list.change({ namespaces: ['team-b'] });
  act(() => catchUp(first));
  expect(list.view().namespaces).toEqual(['team-b']);
  list.change({ q: 'web' });
  list.rest();
  expect(list.query()).toBe('?namespace=team-b&q=web');
  act(() => catchUp());
  expect(list.view()).toMatchObject({ namespaces: ['team-b'], q: 'web' });
});

test('writes nothing after unmounting', () => {
  const list = open();
  list.change({ q: 'web' });
  list.unmount();
  vi.advanceTimersByTime(REST_MS);
  expect(list.query()).toBe('');
});
