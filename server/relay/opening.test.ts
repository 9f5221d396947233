import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeOpening, encodeOpening } from './opening.ts';
import { RelayFrameError } from './relay-frames.ts';

const opening = fc.record({
  presented: fc.record({
    headers: fc.dictionary(fc.stringMatching(/^[a-z][a-z-]*$/), fc.array(fc.string()), {
      noNullPrototype: true,
    }),
    peer: fc.ipV6(),
  }),
  address: fc.ipV4(),
  requestId: fc.string(),
});

test('an opening is read as it was written', () => {
  fc.assert(
    fc.property(opening, (value) => {
      expect(decodeOpening(encodeOpening(value))).toEqual(value);
    }),
  );
});

test('a header that is not there is left out', () => {
  const presented = { headers: { cookie: ['a=b'], authorization: undefined }, peer: '203.0.113.1' };
  const read = decodeOpening(encodeOpening({ presented, address: '203.0.113.1', requestId: 'r' }));
  expect(read.presented.headers).toEqual({ cookie: ['a=b'] });
});

test('any other text is the one error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(() => decodeOpening(text)).toThrow(RelayFrameError);
    }),
  );
});
