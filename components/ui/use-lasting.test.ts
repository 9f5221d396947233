// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { useLasting } from './use-lasting.ts';

test('is true after the time, unless there is a break', () => {
  vi.useFakeTimers();
  const { result, rerender } = renderHook(({ now }) => useLasting(now, 1000), {
    initialProps: { now: true },
  });
  const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));
  wait(999);
  expect(result.current).toBe(false);
  rerender({ now: false });
  rerender({ now: true });
  wait(999);
  expect(result.current).toBe(false);
  wait(1);
  expect(result.current).toBe(true);
  rerender({ now: false });
  expect(result.current).toBe(false);
  rerender({ now: true });
  expect(result.current).toBe(false);
});
