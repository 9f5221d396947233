import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repairedText } from './repaired-text.ts';

/** Bytes around those that begin, go on with and cannot be in characters. */
const bits = fc.oneof(
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  fc
    .array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc3, 0xe0, 0xa0, 0xed, 0xf0, 0x90, 0xf4, 0xff))
    .map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => Buffer.from(text)),
  fc.constantFrom('plain text\r\n', '\ufeff').map((text) => Buffer.from(text)),
);

test('any bytes become what a decoder makes of them', () => {
  fc.assert(
    fc.property(fc.array(bits), (parts) => {
      const bytes = Buffer.concat(parts);
      expect(repairedText(bytes).toString('hex')).toBe(Buffer.from(bytes.toString()).toString('hex'));
    }),
    { numRuns: 1000 },
  );
});
