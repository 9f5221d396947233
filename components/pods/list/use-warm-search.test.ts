// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import type { Pod } from '#protocol/api.ts';
import { samplePod } from '../testing/sample-pods.ts';
import { useWarmSearch } from './use-warm-search.ts';

/** Pods that count how many of them the filter has read. */
function countedPods(count: number) {
  const prepared = new Set<number>();
  const pods = Array.from({ length: count }, (_, index) => {
    const pod: Pod = { ...samplePod({ name: `pod-${index}` }) };
    Object.defineProperty(pod, 'name', {
      get() {
        prepared.add(index);
        return `pod-${index}`;
      },
    });
    return pod;
  });
  return { pods, prepared };
}

let waiting: Map<number, IdleRequestCallback>;

/** Runs the idle callbacks once. @param ms remaining time of the frame, for each call of timeRemaining */
function idle(...ms: readonly number[]): void {
  const callbacks = [...waiting.values()];
  waiting.clear();
  const left = [...ms];
  const spare = { didTimeout: false, timeRemaining: () => left.shift() ?? 0 };
  for (const callback of callbacks) callback(spare);
}

beforeEach(() => {
  waiting = new Map();
  let handle = 0;
  vi.stubGlobal('requestIdleCallback', (callback: IdleRequestCallback) => {
    handle += 1;
    waiting.set(handle, callback);
    return handle;
  });
  vi.stubGlobal('cancelIdleCallback', (cancelled: number) => waiting.delete(cancelled));
});

test('waits until the browser is idle, then prepares every pod', () => {
  const { pods, prepared } = countedPods(10);
  renderHook(() => useWarmSearch(pods));
  expect(prepared.size).toBe(0);
  idle(50);
  expect(prepared.size).toBe(10);
  expect(waiting.size).toBe(0);
});

test('stops when the frame has no time left, and continues in the next idle time', () => {
  const { pods, prepared } = countedPods(250);
  renderHook(() => useWarmSearch(pods));
  idle(50, 0);
  expect(prepared.size).toBe(100);
  idle(50, 50);
  expect(prepared.size).toBe(250);
});

test.each(['unmounts', 'gets other pods'])('stops preparing the old pods when the page %s', (what) => {
  const { pods, prepared } = countedPods(250);
  const { rerender, unmount } = renderHook(useWarmSearch, { initialProps: pods as readonly Pod[] });
  idle(50, 0);
  if (what === 'unmounts') unmount();
  else rerender([]);
  idle(50, 50, 50);
  expect(prepared.size).toBe(100);
});

test('prepares the pods in browsers without requestIdleCallback', () => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', undefined);
  const { pods, prepared } = countedPods(10);
  const { unmount } = renderHook(() => useWarmSearch(pods));
  vi.runAllTimers();
  expect(prepared.size).toBe(10);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
