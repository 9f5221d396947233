import { expect, test } from 'vitest';
import { logsCatalog } from '../catalog.ts';
import { parseTime } from '../stream/log-time.ts';
import { timeWords } from './time-words.ts';

const TEXT = '2026-11-27T12:00:05.123456789Z';
const time = parseTime(TEXT);
if (time === undefined) throw new Error(TEXT);

test.each([
  ['off', 0, ''],
  ['utc', 0, '2026-11-27 12:00:05.123Z'],
  ['relative', 5, '5 s ago'],
  ['relative', 119, '1 min ago'],
  ['relative', 7200, '2 h ago'],
  ['relative', 200_000, '2 d ago'],
  // A node's clock may be ahead.
  ['relative', -30, '0 s ago'],
] as const)('%s after %d s is "%s"', (kind, seconds, words) => {
  expect(timeWords(time, kind, time.second + seconds * 1000, logsCatalog.en)).toBe(words);
});

test('local time is that of the browser', () => {
  const words = timeWords(time, 'local', 0, logsCatalog.en);
  expect(new Date(words.replace(' ', 'T')).getTime()).toBe(Date.parse('2026-11-27T12:00:05.123Z'));
});
