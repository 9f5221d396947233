import { expect, test } from 'vitest';
import { formatStart } from './start-time.ts';

const today = new Date(2026, 10, 26, 18, 0);
const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 5).toISOString();

test('is a time of day, with the date of another day', () => {
  expect(formatStart('en', at(26, 9), today)).toBe('09:05');
  expect(formatStart('en', at(25, 0), today)).toBe('Nov 25, 00:05');
  expect(formatStart('zh-CN', at(25, 9), today)).toBe('11月25日 09:05');
});

test('is the text itself where that is no time', () => {
  expect(formatStart('en', 'soon', today)).toBe('soon');
});
