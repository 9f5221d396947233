// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { DEFAULT_SETTINGS, formatSettings } from '../../screen/look/terminal-settings.ts';
import { useTerminalSettings } from './use-terminal-settings.ts';

const KEY = 'podshell.terminal';

test('has the defaults until the user changes a setting', () => {
  const { result } = renderHook(useTerminalSettings);
  expect(result.current[0]).toEqual(DEFAULT_SETTINGS);
});

test('applies a change to every terminal of the page, and keeps the other settings', () => {
  const first = renderHook(useTerminalSettings);
  const second = renderHook(useTerminalSettings);
  act(() => first.result.current[1]({ cursorBlink: false }));
  act(() => second.result.current[1]({ screenReader: true }));
  const expected = { ...DEFAULT_SETTINGS, cursorBlink: false, screenReader: true };
  expect(first.result.current[0]).toEqual(expected);
  expect(second.result.current[0]).toEqual(expected);
  expect(window.localStorage.getItem(KEY)).toBe(formatSettings(expected));
});

test('follows a change in another window', () => {
  const { result } = renderHook(useTerminalSettings);
  window.localStorage.setItem(KEY, formatSettings({ ...DEFAULT_SETTINGS, cursorStyle: 'bar' }));
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: KEY })));
  expect(result.current[0].cursorStyle).toBe('bar');
});

test('returns the same object until a setting changes', () => {
  const { result, rerender } = renderHook(useTerminalSettings);
  const before = result.current[0];
  rerender();
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'other' })));
  expect(result.current[0]).toBe(before);
});

test('applies a change without storage', () => {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError');
  });
  const { result } = renderHook(useTerminalSettings);
  act(() => result.current[1]({ cursorStyle: 'underline' }));
  expect(result.current[0].cursorStyle).toBe('underline');
});
