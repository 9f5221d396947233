import { expect, test } from 'vitest';
import { BackOff, formatDuration } from './back-off.ts';

test('the first restart is immediate, each later wait doubles, up to a limit', () => {
  const backOff = new BackOff({ firstMs: 10_000, lastMs: 300_000, resetAfterMs: 600_000 });
  const waits = Array.from({ length: 8 }, () => backOff.next(0) / 1000);
  expect(waits).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
});

test('a long run resets the back-off', () => {
  const backOff = new BackOff({ firstMs: 10, lastMs: 100, resetAfterMs: 1000 });
  backOff.next(0);
  backOff.next(0);
  expect(backOff.next(1000)).toBe(0);
  expect(backOff.next(0)).toBe(10);
});

test.each([
  [10, '1s'],
  [20_000, '20s'],
  [80_000, '1m20s'],
  [300_000, '5m0s'],
])('%d ms is formatted like Go: %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
