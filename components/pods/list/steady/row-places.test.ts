import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostCommon, placesFor, rowsOverOthers, UNMOVED } from './row-places.ts';

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

test.each([
  ['nothing changes', { a: 0, b: 40 }, { a: 0, b: 40 }, 0, []],
  ['a row comes above', { a: 0, b: 40 }, { new: 0, a: 40, b: 80 }, 0, ['new', 'a']],
  ['a row comes above and the list scrolls by it', { a: 0, b: 40 }, { a: 40, b: 80 }, 40, []],
  ['a row goes', { a: 0, b: 40, c: 80 }, { b: 0, c: 40 }, 0, ['b', 'c']],
  ['rows that were not on the screen are rendered', { a: 0, b: 40 }, { a: 0, b: 40, c: 80 }, 0, []],
  ['a long list arrives, far from its top', { a: 0, b: 40 }, { x: 60_000, y: 60_040 }, 0, []],
])('rows over others: %s', (_name, before, now, scrolled, over) => {
  const places = (rows: object) => new Map(Object.entries(rows) as [string, number][]);
  expect([...rowsOverOthers(places(before), places(now), scrolled, 40)]).toEqual(over);
});
