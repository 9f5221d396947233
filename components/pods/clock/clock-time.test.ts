import { expect, test } from 'vitest';
import { clockTime } from './clock-time.ts';

test.each([
  [new Date(2026, 10, 28, 14, 3, 9), '14:03:09'],
  [new Date(2026, 10, 28, 0, 0, 0), '00:00:00'],
  [new Date(2026, 10, 28, 23, 59, 59), '23:59:59'],
])('%s', (time, text) => {
  expect(clockTime(time.getTime())).toBe(text);
});
