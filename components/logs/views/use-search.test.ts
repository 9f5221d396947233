// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { LogLine } from '../lines/log-line.ts';
import { LogModel } from '../lines/log-model.ts';
import { stepFrom, useSearch } from './use-search.ts';

test.each<[found: number[], from: number, step: 1 | -1, next: number | undefined]>([
  [[2, 5, 9], -1, -1, 9],
  [[2, 5, 9], 5, -1, 2],
  [[2, 5, 9], 2, -1, 9],
  [[2, 5, 9], 5, 1, 9],
  [[2, 5, 9], 9, 1, 2],
  [[2, 5, 9], 4, 1, 5],
  [[], 3, 1, undefined],
  [[], -1, -1, undefined],
])('of %j, from %d by %d: %j', (found, from, step, next) => {
  expect(stepFrom(found, from, step)).toBe(next);
});

test('Enter before the lines are searched goes to the line that is found then', () => {
  let timers: (() => void)[] = [];
  const after = (_: number, callback: () => void) => {
    timers.push(callback);
    return () => {
      timers = timers.filter((one) => one !== callback);
    };
  };
  const elapse = () => {
    for (const callback of timers.splice(0)) callback();
  };
  const model = new LogModel({ after, now: () => 0 });
  model.add({ pod: 'web-0', container: 'web' }, [
    { time: undefined, text: 'a needle' },
    { time: undefined, text: 'hay' },
  ]);
  elapse();
  const { result, rerender } = renderHook(() => {
    const [marked, setMarked] = useState<LogLine>();
    return { marked, ...useSearch(model, model.snapshot, marked, setMarked) };
  });
  act(() => result.current.open());
  act(() => result.current.bar.onType('needle'));
  act(() => result.current.bar.onStep(-1));
  expect(result.current.bar.count).toBeUndefined();
  elapse();
  rerender();
  expect(result.current.marked?.plain).toBe('a needle');
  expect(result.current.bar).toMatchObject({ place: 1, count: 1 });
});
