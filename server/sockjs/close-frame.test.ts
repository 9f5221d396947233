import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeFrame, messageTooBig, webSocketClose } from './close-frame.ts';

test('a close frame is the letter c and a JSON array', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4999 }), fc.string({ unit: 'binary' }), (code, reason) => {
      const frame = closeFrame({ code, reason });
      expect(frame.startsWith('c[')).toBe(true);
      expect(JSON.parse(frame.slice(1))).toEqual([code, reason]);
    }),
  );
});

describe('the WebSocket close', () => {
  test.each([
    [1000, 1000],
    [1001, 1001],
    [1009, 1009],
    [1011, 1011],
    [3000, 3000],
    [4999, 4999],
    [1, 1000],
    [2, 1000],
    [1005, 1000],
    [1006, 1000],
    [1015, 1000],
    [2010, 1000],
    [5000, 1000],
    [Number.NaN, 1000],
  ])('for %d has the code %d', (code, expected) => {
    expect(webSocketClose({ code, reason: '' }).code).toBe(expected);
  });

  test('has a reason of at most 123 bytes, cut between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { reason } = webSocketClose({ code: 1000, reason: text });
        expect(text.startsWith(reason)).toBe(true);
        expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
        expect(reason.isWellFormed()).toBe(true);
        if (Buffer.byteLength(text) <= 123) expect(reason).toBe(text);
      }),
    );
  });
});

test.each([
  [1024 * 1024, 'Message is larger than 1 MiB'],
  [1000, 'Message is larger than 1000 bytes'],
])('a message over %d bytes is refused with its limit', (bytes, reason) => {
  expect(messageTooBig(bytes)).toEqual({ code: 1009, reason });
});
