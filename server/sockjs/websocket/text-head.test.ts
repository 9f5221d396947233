import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTextFrame } from '../testing/read-text-frame.ts';
import { MAX_HEAD_BYTES, writeTextHead } from './text-head.ts';

/** Lengths around those at which the head changes its form. */
const length = fc.oneof(
  fc.nat({ max: 300 }),
  fc.integer({ min: 65_000, max: 66_000 }),
  fc.constantFrom(125, 126, 0xffff, 0x1_0000, 1_000_000),
);

test('a frame round-trips as one text message', () => {
  fc.assert(
    fc.property(length, fc.nat({ max: 20 }), (count, spare) => {
      const text = 'x'.repeat(count);
      const payloadStart = MAX_HEAD_BYTES + spare;
      const bytes = Buffer.concat([Buffer.alloc(payloadStart, 0xee), Buffer.from(text), Buffer.alloc(spare)]);
      const end = payloadStart + count;
      expect(readTextFrame(bytes.subarray(writeTextHead(bytes, payloadStart, end), end))).toBe(text);
    }),
  );
});
