import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HEADROOM } from '../process/process.ts';
import { decodeMessage, encodeMessage, frameInPlace } from './channel-frame.ts';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

describe('channel messages', () => {
  test.each([
    ['binary', 255],
    ['base64', 9],
  ] as const)('say the same after encoding and decoding (%s)', (encoding, lastChannel) => {
    fc.assert(
      fc.property(fc.nat({ max: lastChannel }), bytes(2000), (channel, payload) => {
        const message = Buffer.from(encodeMessage(encoding, channel, payload));
        expect(decodeMessage(encoding, message)).toEqual({ channel, payload });
      }),
    );
  });

  test.each(['binary', 'base64'] as const)(
    'decode without an exception, whatever the bytes (%s)',
    (encoding) => {
      fc.assert(
        fc.property(bytes(200), (message) => {
          const decoded = decodeMessage(encoding, message);
          if (message.length === 0) expect(decoded).toBeUndefined();
        }),
      );
    },
  );
});

describe('a frame built in place', () => {
  /** Reads one unmasked frame. */
  function parse(frame: Buffer): { first: number; payload: Buffer } {
    const short = frame.readUInt8(1);
    const long = short === 126;
    const start = long ? 4 : 2;
    const length = long ? frame.readUInt16BE(2) : short;
    expect(frame.length).toBe(start + length);
    return { first: frame.readUInt8(0), payload: frame.subarray(start) };
  }

  test('is one binary frame with channel and payload, and does not touch the memory around it', () => {
    const sizes = fc.oneof(fc.nat({ max: 200 }), fc.integer({ min: 200, max: 65_534 }));
    fc.assert(
      fc.property(fc.nat({ max: 255 }), sizes, fc.nat({ max: 255 }), (channel, length, fill) => {
        const block = Buffer.alloc(length + 2 * HEADROOM + 2, 0xee);
        const payload = block.subarray(HEADROOM + 1, HEADROOM + 1 + length).fill(fill);
        const before = Buffer.from(payload);
        const { first, payload: framed } = parse(frameInPlace(channel, payload));
        expect(first).toBe(0x82);
        expect(framed[0]).toBe(channel);
        expect(framed.subarray(1).equals(before)).toBe(true);
        expect(block[0]).toBe(0xee);
        expect(block.subarray(HEADROOM + 1 + length).every((byte) => byte === 0xee)).toBe(true);
      }),
    );
  });

  test('refuses a payload that needs a longer length field', () => {
    const block = Buffer.alloc(HEADROOM + 65_535);
    expect(() => frameInPlace(1, block.subarray(HEADROOM))).toThrow(RangeError);
  });
});
