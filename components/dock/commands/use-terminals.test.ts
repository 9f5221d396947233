// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { useTerminals } from './use-terminals.ts';

const terminal = () => ({}) as TerminalPane;

test('has a terminal from mount to unmount', () => {
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

test('paneOf finds a terminal before the next render', () => {
  const { result } = renderHook(useTerminals);
  const added = terminal();
  act(() => {
    result.current.onPane('a', added);
    expect(result.current.paneOf('a')).toBe(added);
  });
});

test('a partial change keeps the other fields of a status', () => {
  const { result } = renderHook(useTerminals);
  act(() => result.current.onStatus('a', { container: 'main' }));
  act(() => result.current.onStatus('a', { state: 'ready' }));
  expect(result.current.statuses.a).toEqual({
    state: 'ready',
    container: 'main',
    title: '',
    isLost: false,
    hasActivity: false,
    hasBell: false,
  });
});

test('an equal status does not change the state', () => {
  const { result } = renderHook(useTerminals);
  act(() => result.current.onStatus('a', { hasActivity: true }));
  const before = result.current.statuses;
  act(() => result.current.onStatus('a', { hasActivity: true }));
  expect(result.current.statuses).toBe(before);
});
