import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('waits between attempts', () => {
  test('the first attempt comes at once', () => {
    expect(backoffMs(0, 0.99)).toBe(0);
  });

  test('the longest waits double up to 10 s', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7].map((failures) => backoffMs(failures, 1));
    expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  test('a wait lies between half of the longest and the longest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, random) => {
          const wait = backoffMs(n, random);
          expect(wait).toBeGreaterThanOrEqual(backoffMs(n, 0));
          expect(wait).toBeLessThanOrEqual(Math.min(10_000, 500 * 2 ** (n - 1)));
        },
      ),
    );
  });
});
