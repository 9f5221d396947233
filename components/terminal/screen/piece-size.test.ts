import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LARGEST_PIECE, PieceSize, SMALLEST_PIECE } from './piece-size.ts';

/** Parses ten pieces at this speed. */
function after(size: PieceSize, msPerUnit: number): number {
  for (let count = 0; count < 10; count += 1) size.took(size.units, size.units * msPerUnit);
  return size.units;
}

test('pieces grow while they are parsed quickly, and shrink when output becomes slow', () => {
  const size = new PieceSize();
  expect(size.units).toBe(SMALLEST_PIECE);
  expect(after(size, 2 / LARGEST_PIECE)).toBe(LARGEST_PIECE);
  const slow = after(size, 20 / LARGEST_PIECE);
  expect(slow).toBeGreaterThan(LARGEST_PIECE / 8);
  expect(slow).toBeLessThan(LARGEST_PIECE / 3);
  expect(after(size, 1)).toBe(SMALLEST_PIECE);
});

test('one slow piece is enough for the size that takes the time aimed at', () => {
  const size = new PieceSize();
  expect(after(size, 0)).toBe(LARGEST_PIECE);
  size.took(LARGEST_PIECE, 24);
  expect(size.units).toBe(LARGEST_PIECE / 8);
});

test('a short piece does not make the next ones longer', () => {
  const size = new PieceSize();
  size.took(1, 0);
  expect(size.units).toBe(SMALLEST_PIECE);
});

test('the size stays within its bounds whatever the times', () => {
  const taken = fc.array(
    fc.tuple(fc.nat({ max: LARGEST_PIECE }), fc.double({ min: 0, max: 500, noNaN: true })),
  );
  fc.assert(
    fc.property(taken, (pieces) => {
      const size = new PieceSize();
      for (const [units, ms] of pieces) {
        size.took(units, ms);
        expect(size.units).toBeGreaterThanOrEqual(SMALLEST_PIECE);
        expect(size.units).toBeLessThanOrEqual(LARGEST_PIECE);
      }
    }),
  );
});
