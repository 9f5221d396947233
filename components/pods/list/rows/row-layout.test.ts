import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evenLayout, unevenLayout } from './row-layout.ts';

const heights = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 200 });

test('rows follow each other, and each height belongs to the row that covers it', () => {
  fc.assert(
    fc.property(heights, fc.nat(60_000), (rows, y) => {
      const layout = unevenLayout(rows.length, (index) => rows[index] ?? 0);
      expect(layout.total).toBe(rows.reduce((sum, height) => sum + height, 0));
      expect(rows.map((_, index) => layout.startOf(index + 1) - layout.startOf(index))).toEqual(rows);
      const at = layout.indexAt(y);
      if (y >= layout.total) expect(at).toBe(rows.length - 1);
      else {
        expect(layout.startOf(at)).toBeLessThanOrEqual(y);
        expect(layout.startOf(at + 1)).toBeGreaterThan(y);
      }
    }),
  );
});

test('rows of one height are a case of rows of any', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 90 }), fc.integer(), (count, height, y) => {
      const even = evenLayout(count, height);
      const uneven = unevenLayout(count, () => height);
      expect(even.total).toBe(uneven.total);
      expect(even.startOf(count)).toBe(uneven.startOf(count));
      expect(even.indexAt(y)).toBe(uneven.indexAt(y));
    }),
  );
});

test('above the first row is the first, and an empty list has none', () => {
  expect(unevenLayout(3, () => 10).indexAt(-5)).toBe(0);
  expect(evenLayout(3, 10).indexAt(-5)).toBe(0);
  expect(evenLayout(0, 10).indexAt(5)).toBe(0);
  expect(evenLayout(0, 10).total).toBe(0);
});
