import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLAYED_OF_PAUSE_MS, playedTo } from './skipped-pauses.ts';

const PAUSES = [
  [1_000, 61_000],
  [70_000, 100_000],
] as const;

test.each([
  ['before a pause', 0, 900, 900],
  ['into a pause', 0, 2_500, 2_500],
  ['through a pause', 0, 3_500, 61_500],
  ['from within it, where it is skipped', 30_000, 10, 61_010],
  ['through two', 0, 3_000 + 9_000 + 2_000 + 50, 100_050],
  ['after all', 200_000, 10, 200_010],
])('%s', (_, from, ms, to) => {
  expect(playedTo(from, ms, PAUSES)).toBe(to);
});

/** In order, and apart. */
const pauses = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 9_000 })), { maxLength: 8 })
  .map((parts) => {
    let at = 0;
    return parts.map(([before, length]): [number, number] => {
      const start = at + before;
      at = start + length;
      return [start, at];
    });
  });

test('playing in steps leads where one step does, and only pauses are skipped', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 10 });
  fc.assert(
    fc.property(pauses, steps, fc.nat(10_000), (gaps, parts, from) => {
      const whole = parts.reduce((sum, ms) => sum + ms, 0);
      const to = parts.reduce((at, ms) => playedTo(at, ms, gaps), playedTo(from, 0, gaps));
      expect(to).toBe(playedTo(from, whole, gaps));
      const skippable = gaps.reduce((sum, [start, end]) => {
        const begin = Math.max(start + PLAYED_OF_PAUSE_MS, from);
        return sum + Math.max(0, end - begin);
      }, 0);
      expect(to - from).toBeGreaterThanOrEqual(whole);
      expect(to - from).toBeLessThanOrEqual(whole + skippable);
    }),
  );
});
