import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.UTC(2026, 0, 1);

test.each([
  [429, '1', 1_000],
  [429, '7', 7_000],
  [429, ' 7 ', 7_000],
  [429, '0', 1_000],
  [429, undefined, 1_000],
  [429, 'soon', 1_000],
  [429, 'Thu, 01 Jan 2026 00:00:05 GMT', 5_000],
  [429, 'Wed, 31 Dec 2025 23:59:00 GMT', 1_000],
  [503, '3', 3_000],
  [500, '3', 3_000],
  [503, undefined, undefined],
  [503, 'soon', undefined],
  [403, '3', undefined],
  [200, '3', undefined],
])('%i with Retry-After %j waits %s ms', (status, header, wait) => {
  expect(retryAfterMs(status, header, NOW)).toBe(wait);
});

test('no header makes a request wait less than a second or for no number', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(retryAfterMs(429, header, NOW)).toBeGreaterThanOrEqual(1_000);
    }),
  );
});
