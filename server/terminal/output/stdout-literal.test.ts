import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeServerMessage, type StdoutExtras } from '#protocol/messages.ts';
import { StdoutLiteralEncoder } from './stdout-literal.ts';

const encoder = new StdoutLiteralEncoder(1);

const piece = fc.constantFrom(
  ...['word', 'x', ' ', '\r\n', '\r', '\n', '\t', '"', '\\', '\x1b[0m', '\x7f'],
  ...[
    'é',
    '│',
    '日本',
    '🙂',
    '“',
    '－',
    '\u200b',
    '\u200d',
    '\u2028',
    '\u205f',
    '\u2061',
    '\ufeff',
    '\ufffd',
  ],
);
/** Any bytes, and what terminals mostly print: words, line ends, sequences and other scripts, cut anywhere. */
const output = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ max: 127, maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => Buffer.from(text)),
  fc.tuple(fc.array(piece), fc.nat(5)).map(([pieces, cut]) => Buffer.from(pieces.join('')).subarray(cut)),
  // Long enough for words, as a whole and with a byte in it that is not UTF-8.
  fc
    .tuple(fc.array(piece, { minLength: 40, maxLength: 120 }), fc.option(fc.nat(100)))
    .map(([pieces, broken]) => {
      const bytes = Buffer.from(pieces.join(''));
      if (broken !== null && broken < bytes.length) bytes[broken] = 0xe3;
      return bytes;
    }),
);
/** What SockJS wants escaped: "JSON Unicode Encoding" of its protocol. */
const MANGLED = /[\u200c-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufff0-\uffff]/g;

function messageOf(bytes: Uint8Array, offset: number, more?: StdoutExtras) {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { Op: 'stdout', Data: text, Offset: offset, ...more };
}

const side = fc.integer({ min: 1, max: 65_535 });
const extras = fc.oneof(
  fc.constant(undefined),
  fc.record({ Input: fc.maxSafeNat() }),
  fc.record({ Cols: side, Rows: side }),
  fc.constant({ Input: Number.MAX_SAFE_INTEGER, Cols: 65_535, Rows: 65_535 }),
);

test('the literal holds the message', () => {
  fc.assert(
    fc.property(output, fc.maxSafeNat(), extras, (bytes, offset, more) => {
      const message = JSON.parse(encoder.encode(bytes, offset, more).toString('utf8')) as string;
      expect(decodeServerMessage(message)).toEqual(messageOf(bytes, offset, more));
    }),
    { numRuns: 1000 },
  );
});

test('it is what two encoders in a row give, with what a transport might change escaped', () => {
  fc.assert(
    fc.property(output, fc.maxSafeNat(), extras, (bytes, offset, more) => {
      const twice = JSON.stringify(JSON.stringify(messageOf(bytes, offset, more)));
      const safe = twice.replace(MANGLED, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      expect(encoder.encode(bytes, offset, more).toString('utf8')).toBe(safe);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['a lone continuation byte', [0x80], '\ufffd'],
  ['a byte that UTF-8 never has', [0x61, 0xff], 'a\ufffd'],
  ['a character cut short', [0xe6, 0x97, 0x61], '\ufffda'],
  ['a surrogate', [0xed, 0xa0, 0x80], '\ufffd\ufffd\ufffd'],
  ['a form that is too long', [0xc0, 0xaf], '\ufffd\ufffd'],
  ['a mark of byte order', [0xef, 0xbb, 0xbf], '\ufeff'],
  ['the last code point', [0xf4, 0x8f, 0xbf, 0xbf], '\u{10ffff}'],
  ['one beyond it', [0xf4, 0x90, 0x80, 0x80], '\ufffd\ufffd\ufffd\ufffd'],
])('%s', (_name, bytes, text) => {
  const message = JSON.parse(encoder.encode(Uint8Array.from(bytes), 9).toString('utf8')) as string;
  expect(decodeServerMessage(message)).toEqual({ Op: 'stdout', Data: text, Offset: 9 });
});
