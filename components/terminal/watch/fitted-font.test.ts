import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FontFit, nextFit, SMALLEST_FONT } from './fitted-font.ts';

/** Pixels that so many cells take, which are whole pixels each. */
function taken(cells: number, fontSize: number): number {
  return cells * Math.max(1, Math.round(fontSize * 0.6));
}

test('settles on a size that fits, or is the smallest, and then stays', () => {
  const cases = fc.record({
    cells: fc.integer({ min: 1, max: 400 }),
    window: fc.integer({ min: 100, max: 3000 }),
    usual: fc.integer({ min: 8, max: 32 }),
    first: fc.integer({ min: 12, max: 64 }).map((half) => half / 2),
  });
  fc.assert(
    fc.property(cases, ({ cells, window, usual, first }) => {
      let fit: FontFit = { size: Math.min(first, usual), tooLarge: Number.POSITIVE_INFINITY };
      const next = () => nextFit(fit, usual, window / taken(cells, fit.size));
      for (let turn = 0; turn < 100 && next() !== fit; turn += 1) fit = next();
      expect(next()).toBe(fit);
      const { size } = fit;
      expect(size).toBeLessThanOrEqual(usual);
      expect(size).toBeGreaterThanOrEqual(Math.min(SMALLEST_FONT, usual));
      if (size > SMALLEST_FONT) expect(taken(cells, size)).toBeLessThanOrEqual(window);
    }),
  );
});

const UNTRIED = { tooLarge: Number.POSITIVE_INFINITY };

test('is the user’s own size where there is room', () => {
  expect(nextFit({ size: 14, ...UNTRIED }, 14, 3).size).toBe(14);
  expect(nextFit({ size: 7, ...UNTRIED }, 14, 3).size).toBe(14);
});

test('stays where nothing can be measured', () => {
  const fit = { size: 13, ...UNTRIED };
  for (const room of [Number.NaN, 0, Number.POSITIVE_INFINITY]) expect(nextFit(fit, 14, room)).toBe(fit);
});
