import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const BOUNDS = { firstMs: 500, longestMs: 10_000 };

test('without a failure there is no wait', () => {
  expect(backoffMs(BOUNDS, 0, 0.99)).toBe(0);
});

test('the upper bound doubles until the longest wait', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7].map((failures) => backoffMs(BOUNDS, failures, 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('every wait lies between half of its upper bound and the bound, and grows with the failures', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 1, max: 5_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (firstMs, more, failures, random) => {
        const bounds = { firstMs, longestMs: firstMs + more };
        const wait = backoffMs(bounds, failures, random);
        expect(wait).toBeGreaterThanOrEqual(backoffMs(bounds, failures, 0));
        expect(wait).toBeLessThanOrEqual(Math.min(bounds.longestMs, firstMs * 2 ** (failures - 1)));
        expect(backoffMs(bounds, failures + 1, random)).toBeGreaterThanOrEqual(wait);
      },
    ),
  );
});
