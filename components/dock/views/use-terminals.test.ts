// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { useTerminals } from './use-terminals.ts';

const terminal = () => ({}) as TerminalPane;

test('knows a terminal from when it comes to when it goes', () => {
  const { result } = renderHook(useTerminals);
  const { paneOf, onPane } = result.current;
  const first = terminal();
  act(() => onPane('a', first));
  expect(paneOf('a')).toBe(first);
  expect([...result.current.panes.keys()]).toEqual(['a']);
  act(() => onPane('a', null));
  expect(paneOf('a')).toBeUndefined();
  expect(result.current.panes.size).toBe(0);
});

test('finds a terminal at once, before the next render', () => {
  const { result } = renderHook(useTerminals);
  const added = terminal();
  act(() => {
    result.current.onPane('a', added);
    expect(result.current.paneOf('a')).toBe(added);
  });
});

test('keeps what is known about a terminal when one thing about it changes', () => {
  const { result } = renderHook(useTerminals);
  act(() => result.current.onStatus('a', { container: 'main' }));
  act(() => result.current.onStatus('a', { state: 'ready' }));
  expect(result.current.statuses.a).toEqual({
    state: 'ready',
    container: 'main',
    title: '',
    hasActivity: false,
    hasBell: false,
  });
});

test('changes nothing for output that tells nothing new', () => {
  const { result } = renderHook(useTerminals);
  act(() => result.current.onStatus('a', { hasActivity: true }));
  const before = result.current.statuses;
  act(() => result.current.onStatus('a', { hasActivity: true }));
  expect(result.current.statuses).toBe(before);
});
