import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PIECE_UNITS, pieces } from './pieces.ts';

test('the pieces make up the text, in order, and none is too long', () => {
  const text = fc
    .tuple(fc.string({ unit: 'grapheme' }), fc.nat({ max: 5000 }))
    .map(([one, times]) => one.repeat(times));
  fc.assert(
    fc.property(text, (whole) => {
      const cut = pieces(whole);
      expect(cut.join('')).toBe(whole);
      expect(cut.length).toBe(Math.max(1, Math.ceil(whole.length / PIECE_UNITS)));
      expect(cut.every((piece) => piece.length <= PIECE_UNITS)).toBe(true);
    }),
  );
});
