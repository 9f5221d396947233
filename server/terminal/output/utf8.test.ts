import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leadingContinuations, wholeCharacters } from './utf8.ts';

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Mostly text with some noise in it, as a terminal shows it. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 6 }),
    ),
  )
  .map((parts) => Buffer.concat(parts));

describe('cutting a stream', () => {
  test('decoding the pieces gives what decoding the whole gives', () => {
    fc.assert(
      fc.property(anyBytes, fc.array(fc.integer({ min: 1, max: 9 })), (bytes, steps) => {
        let text = '';
        let at = 0;
        for (const step of [...steps, ...Array<number>(bytes.length).fill(4)]) {
          const piece = bytes.subarray(at, at + step);
          const length = wholeCharacters(piece);
          text += decode(piece.subarray(0, length));
          at += length;
        }
        expect(text + decode(bytes.subarray(at))).toBe(decode(bytes));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['é cut', [0x61, 0xc3], 1],
    ['é whole', [0x61, 0xc3, 0xa9], 3],
    ['日 cut after one byte', [0xe6], 0],
    ['日 cut after two bytes', [0xe6, 0x97], 0],
    ['🙂 cut after three bytes', [0x21, 0xf0, 0x9f, 0x99], 1],
    ['a lone continuation byte', [0x61, 0x80], 2],
    ['a byte that UTF-8 never has', [0xff], 1],
    ['nothing', [], 0],
  ])('%s', (_name, bytes, length) => {
    expect(wholeCharacters(Uint8Array.from(bytes))).toBe(length);
  });
});

test('what a character left behind is counted', () => {
  expect(leadingContinuations(Buffer.from('🙂a').subarray(1))).toBe(3);
  expect(leadingContinuations(Buffer.from('a'))).toBe(0);
  expect(leadingContinuations(Buffer.alloc(0))).toBe(0);
});
