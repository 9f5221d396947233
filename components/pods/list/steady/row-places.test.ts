import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostCommon, placesFor, UNMOVED } from './row-places.ts';

const ROOM = { rows: 2000, shown: 500 };

test.each([
  ['a row that comes above', { ...UNMOVED, scrollTop: 100 }, 40, { scrollTop: 140, padTop: 0, padBottom: 0 }],
  ['at the top too', UNMOVED, 40, { scrollTop: 40, padTop: 0, padBottom: 0 }],
  ['a row that goes above, at the top', UNMOVED, -40, { scrollTop: 0, padTop: 40, padBottom: 0 }],
  ['space that a new row takes again', { ...UNMOVED, padTop: 40 }, 40, UNMOVED],
  [
    'rows that go below, at the end',
    { ...UNMOVED, scrollTop: 1700 },
    0,
    { scrollTop: 1700, padTop: 0, padBottom: 200 },
  ],
])('%s', (_name, before, shift, places) => {
  expect(placesFor(before, shift, ROOM, true)).toEqual(places);
});

test('without empty space the list scrolls as far as it can', () => {
  expect(placesFor(UNMOVED, -40, ROOM, false)).toEqual(UNMOVED);
  expect(placesFor({ ...UNMOVED, scrollTop: 1700 }, 0, ROOM, false).scrollTop).toBe(1500);
});

test('the row is exactly where it was, and the list can scroll there', () => {
  const px = fc.nat(5000);
  fc.assert(
    fc.property(px, px, px, px, px, px, (scrollTop, padTop, from, to, rows, shown) => {
      const before = { scrollTop, padTop, padBottom: 0 };
      const after = placesFor(before, to - from, { rows, shown }, true);
      expect(after.padTop + to - after.scrollTop).toBe(padTop + from - scrollTop);
      expect(after.scrollTop).toBeLessThanOrEqual(Math.max(0, after.padTop + rows + after.padBottom - shown));
      for (const value of Object.values(after)) expect(value).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('most rows decide, of two equal parts the one that moves less', () => {
  expect(mostCommon([40, 40, 0])).toBe(40);
  expect(mostCommon([80, 80, -40, -40])).toBe(-40);
  expect(mostCommon([])).toBe(0);
});
