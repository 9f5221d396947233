import { expect, test, vi } from 'vitest';
import { dayAsTime, linkedMoment, localTime, momentForLink, playTime } from './times.ts';

test.each([
  [0, '0:00'],
  [-5, '0:00'],
  [7_999, '0:07'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
  [36_000_000, '10:00:00'],
])('%i ms is %s', (ms, text) => {
  expect(playTime(ms)).toBe(text);
});

test('a moment of a link', () => {
  expect([undefined, null, '', 'x', '-3', 'Infinity'].map(linkedMoment)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(['90', '1.5'].map(linkedMoment)).toEqual([90_000, 1_500]);
  expect(momentForLink(12_345)).toBe(12.3);
});

test('a day of a filter is that of the browser, also when its clock changes', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  expect(dayAsTime('2026-10-25', 'start')).toBe('2026-10-24T22:00:00.000Z');
  expect(dayAsTime('2026-10-25', 'end')).toBe('2026-10-25T23:00:00.000Z');
  vi.unstubAllEnvs();
});

test('what is no day is left to the server', () => {
  expect(dayAsTime('', 'start')).toBeUndefined();
  expect(dayAsTime('2026-01-31T12:00:00Z', 'end')).toBe('2026-01-31T12:00:00Z');
  expect(dayAsTime('2026-99-99', 'end')).toBeUndefined();
});

test('date and time to the second', () => {
  vi.stubEnv('TZ', 'UTC');
  expect(localTime('en', Date.UTC(2026, 10, 28, 3, 4, 5))).toBe('Nov 28, 2026, 03:04:05');
  vi.unstubAllEnvs();
});
