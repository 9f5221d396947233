import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeServerMessage } from '#protocol/messages.ts';
import { StdoutLiteralEncoder } from './stdout-literal.ts';

const encoder = new StdoutLiteralEncoder();
/** Any bytes, and what terminals mostly print: words, line ends and sequences, cut anywhere. */
const ascii = fc.oneof(
  fc.uint8Array({ max: 127, maxLength: 300 }),
  fc
    .tuple(
      fc.array(fc.constantFrom('word', 'x', ' ', '\r\n', '\r', '\n', '\t', '"', '\\', '\x1b[0m')),
      fc.nat(5),
    )
    .map(([pieces, cut]) => Buffer.from(pieces.join('')).subarray(cut)),
);

test('the literal holds the message', () => {
  fc.assert(
    fc.property(ascii, fc.maxSafeNat(), (bytes, offset) => {
      const literal = encoder.encode(bytes, offset);
      const message = JSON.parse(literal?.toString('latin1') ?? '') as string;
      expect(decodeServerMessage(message)).toEqual({
        Op: 'stdout',
        Data: Buffer.from(bytes).toString('latin1'),
        Offset: offset,
      });
    }),
  );
});

test('it is what two encoders in a row give', () => {
  fc.assert(
    fc.property(ascii, fc.maxSafeNat(), (bytes, offset) => {
      const message = { Op: 'stdout', Data: Buffer.from(bytes).toString('latin1'), Offset: offset };
      expect(encoder.encode(bytes, offset)?.toString('latin1')).toBe(JSON.stringify(JSON.stringify(message)));
    }),
  );
});

test.each([[[0x80]], [[0x61, 0xff]], [[0xc3, 0xa9]]])('bytes %j are left to a decoder', (bytes) => {
  expect(encoder.encode(Uint8Array.from(bytes), 9)).toBeUndefined();
});
