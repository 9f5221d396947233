// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { useColumnChoice } from './use-column-choice.ts';

const KEY = 'podshell.columns';

test('is undefined at first', () => {
  const { result } = renderHook(useColumnChoice);
  expect(result.current[0]).toBeUndefined();
});

test('applies a choice to every table of the page, and after a reload', () => {
  const first = renderHook(useColumnChoice);
  const second = renderHook(useColumnChoice);
  act(() => first.result.current[1](['age', 'node']));
  expect(first.result.current[0]).toEqual(['age', 'node']);
  expect(second.result.current[0]).toEqual(['age', 'node']);
  first.unmount();
  expect(renderHook(useColumnChoice).result.current[0]).toEqual(['age', 'node']);
});

test('follows a choice in another tab', () => {
  const { result } = renderHook(useColumnChoice);
  window.localStorage.setItem(KEY, 'age');
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: KEY })));
  expect(result.current[0]).toEqual(['age']);
});

test('distinguishes no columns from no choice', () => {
  const { result } = renderHook(useColumnChoice);
  act(() => result.current[1]([]));
  expect(result.current[0]).toEqual([]);
  act(() => result.current[1](undefined));
  expect(result.current[0]).toBeUndefined();
  expect(window.localStorage.getItem(KEY)).toBeNull();
});

test('applies a choice without storage', () => {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError');
  });
  const { result } = renderHook(useColumnChoice);
  act(() => result.current[1](['age']));
  expect(result.current[0]).toEqual(['age']);
  act(() => result.current[1](undefined));
  expect(result.current[0]).toBeUndefined();
});
