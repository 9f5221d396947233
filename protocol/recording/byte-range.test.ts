import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRange, rangeIn } from './byte-range.ts';

test.each([
  ['bytes=0-', { from: 0 }],
  ['bytes=5-9', { from: 5, to: 10 }],
  ['bytes=-7', { last: 7 }],
  [' bytes=5-5', { from: 5, to: 6 }],
  ['bytes=-', undefined],
  ['bytes=9-5', undefined],
  ['bytes=0-1,4-5', undefined],
  ['lines=0-1', undefined],
  ['', undefined],
  [null, undefined],
])('%j', (header, wish) => expect(parseRange(header)).toEqual(wish));

test.each([
  [undefined, 10, { from: 0, to: 10 }],
  [undefined, 0, { from: 0, to: 0 }],
  [{ from: 4 }, 10, { from: 4, to: 10 }],
  [{ from: 4, to: 99 }, 10, { from: 4, to: 10 }],
  [{ last: 3 }, 10, { from: 7, to: 10 }],
  [{ last: 30 }, 10, { from: 0, to: 10 }],
  [{ last: 0 }, 10, undefined],
  [{ from: 10 }, 10, undefined],
])('%j of %d bytes', (wish, size, range) => expect(rangeIn(wish, size)).toEqual(range));

test('what there is lies in the file', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(), (first, length, size) => {
      const range = rangeIn(parseRange(`bytes=${first}-${first + length}`), size);
      if (first >= size) expect(range).toBeUndefined();
      else expect(range).toEqual({ from: first, to: Math.min(size, first + length + 1) });
    }),
  );
});
