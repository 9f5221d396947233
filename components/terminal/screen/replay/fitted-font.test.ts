import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Area, fittedFont, SMALLEST_FONT } from './fitted-font.ts';

/** A screen whose rows are whole pixels. */
const screenOf = (cols: number, rows: number) => (font: number) => ({
  width: cols * font * 0.6,
  height: rows * Math.ceil(font * 1.25),
});

const fits = (screen: Area, place: Area) => screen.width <= place.width && screen.height <= place.height;

test.each([
  [12, 'a window of the same size', { width: 600, height: 375 }, 12],
  [13, 'a larger window, up to a limit', { width: 6000, height: 3750 }, 20.8],
  [13, 'a window that is far too small', { width: 60, height: 40 }, SMALLEST_FONT],
])('text of %d px in %s', (wanted, _, place, font) => {
  expect(fittedFont(screenOf(80, 25), wanted, place, wanted)).toBe(font);
});

test('in a place of any size, from any size of text, the screen fits', () => {
  const size = fc.integer({ min: 40, max: 3000 });
  const count = fc.integer({ min: 1, max: 200 });
  const font = fc.integer({ min: SMALLEST_FONT * 4, max: 120 }).map((quarters) => quarters / 4);
  fc.assert(
    fc.property(count, count, size, size, font, font, (cols, rows, width, height, first, wanted) => {
      const measure = screenOf(cols, rows);
      const place = { width, height };
      const found = fittedFont(measure, first, place, wanted);
      expect(found === SMALLEST_FONT || fits(measure(found), place)).toBe(true);
      // Much larger text would not fit, or is not wanted.
      const larger = found * 1.3 + 1;
      expect(larger > wanted * 1.6 || !fits(measure(larger), place)).toBe(true);
    }),
  );
});
