/** Encoding and decoding of messages, as properties. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameMemory } from './frame-memory.ts';
import { decodeFrame, exceedsBytes, MalformedFrame } from './incoming.ts';
import { isPlain, quote } from './literal.ts';
import { MessageFrame } from './message-frame.ts';
import { readTextFrame } from './testing/read-text-frame.ts';

/** Short and long messages, plain or not, to cover the fast and the slow paths. */
const message = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.string({ unit: 'binary-ascii' }), fc.nat({ max: 3000 }))
    .map(([text, times]) => text.repeat(times)),
  fc.tuple(fc.string({ unit: 'grapheme' }), fc.nat({ max: 600 })).map(([text, times]) => text.repeat(times)),
  fc
    .tuple(
      fc.nat({ max: 2000 }),
      fc.constantFrom('', '"', '\\', '\n', '\u0000', '\u2028', 'é', '🙂', '\ud800'),
    )
    .map(([length, special]) => 'x'.repeat(length) + special + 'y'.repeat(length)),
);

/** Characters that must never be sent unescaped. */
const MANGLED = /[\u200c-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufff0-\uffff]/;

function frameOf(messages: readonly string[], add: (frame: MessageFrame, text: string) => void): string {
  const frame = new MessageFrame(new FrameMemory());
  for (const text of messages) add(frame, text);
  return readTextFrame(frame.take());
}

describe('a literal', () => {
  test('round-trips, and is safe on the wire', () => {
    fc.assert(
      fc.property(message, (text) => {
        const literal = quote(text);
        expect(JSON.parse(literal)).toBe(text);
        expect(literal).not.toMatch(MANGLED);
        expect([...literal].every((character) => character >= ' ')).toBe(true);
      }),
    );
  });
});

describe('a message frame', () => {
  test('holds exactly the messages that were added', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (messages) => {
        const bytes = frameOf(messages, (frame, text) => frame.addMessage(text));
        expect(bytes).toBe(`a[${messages.map(quote).join(',')}]`);
      }),
    );
  });

  test('contains literals unchanged', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (messages) => {
        const bytes = frameOf(messages, (frame, text) => frame.addLiteral(Buffer.from(quote(text))));
        expect(bytes).toBe(`a[${messages.map(quote).join(',')}]`);
      }),
    );
  });

  test('is empty after take', () => {
    const frame = new MessageFrame(new FrameMemory());
    frame.addMessage('a');
    frame.take();
    expect(frame.length).toBe(0);
    frame.addMessage('b');
    expect(readTextFrame(frame.take())).toBe('a["b"]');
  });
});

describe('a frame from the client', () => {
  test('gives its messages', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), fc.boolean(), (messages, escaped) => {
        const text = escaped ? `[${messages.map(quote).join(',')}]` : JSON.stringify(messages);
        expect(decodeFrame(Buffer.from(text))).toEqual(messages);
      }),
    );
  });

  test('of one string gives that string', () => {
    fc.assert(
      fc.property(message, (text) => {
        expect(decodeFrame(Buffer.from(JSON.stringify(text)))).toEqual([text]);
      }),
    );
  });

  test('of any bytes gives strings or throws MalformedFrame', () => {
    const bytes = fc.oneof(
      fc.uint8Array().map(Buffer.from),
      fc.json().map((text) => Buffer.from(text)),
      message.map((text) => Buffer.from(`["${text}"]`)),
      fc
        .array(fc.constantFrom('"', '\\', '\\"', 'a', ' ', '[', ']', ','), { maxLength: 12 })
        .map((all) => Buffer.from(`["${all.join('')}"]`)),
      fc
        .array(fc.constantFrom('"', '\\', 'a', '[', ']', '\x7f', '\x00'), { maxLength: 6 })
        .map((all) => Buffer.from(all.join(''))),
    );
    fc.assert(
      fc.property(bytes, (frame) => {
        let messages: readonly string[] = [];
        try {
          messages = decodeFrame(frame);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedFrame);
          return;
        }
        if (frame.length === 0) return;
        const parsed: unknown = JSON.parse(frame.toString('utf8'));
        expect(messages).toEqual(typeof parsed === 'string' ? [parsed] : parsed);
      }),
      { numRuns: 2000 },
    );
  });
});

test('plain bytes are printable ASCII without quote and backslash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat({ max: 7 }), (bytes, offset) => {
      const plain = bytes.every((byte) => byte >= 0x20 && byte < 0x80 && byte !== 0x22 && byte !== 0x5c);
      const shifted = Buffer.concat([Buffer.alloc(offset, 1), bytes]).subarray(offset);
      expect(isPlain(shifted)).toBe(plain);
    }),
    { numRuns: 2000 },
  );
  for (let length = 0; length < 80; length++) {
    for (let position = 0; position < length; position++) {
      const bytes = Buffer.alloc(length, 'x');
      expect(isPlain(bytes)).toBe(true);
      bytes[position] = 0x1f;
      expect(isPlain(bytes)).toBe(false);
    }
  }
});

test('bytes are counted as UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 60 }), (text, max) => {
      expect(exceedsBytes(text, max)).toBe(Buffer.byteLength(text) > max);
    }),
  );
});
