// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useLater } from './use-later.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', undefined);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('calls back once, a while after the page is ready', () => {
  const callback = vi.fn();
  const { rerender } = renderHook((ready: boolean) => useLater(ready, callback), { initialProps: false });
  vi.advanceTimersByTime(60_000);
  rerender(true);
  vi.advanceTimersByTime(1_000);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('calls nothing after the page is gone', () => {
  const callback = vi.fn();
  renderHook(() => useLater(true, callback)).unmount();
  vi.advanceTimersByTime(60_000);
  expect(callback).not.toHaveBeenCalled();
});
