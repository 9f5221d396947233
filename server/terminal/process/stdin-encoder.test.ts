import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StdinEncoder } from './stdin-encoder.ts';

test('text cut anywhere arrives as the bytes of the whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(5)), (text, steps) => {
      const encoder = new StdinEncoder();
      const bytes: Uint8Array[] = [];
      let at = 0;
      for (const step of steps) {
        bytes.push(encoder.encode(text.slice(at, at + step)));
        at += step;
      }
      bytes.push(encoder.encode(text.slice(at)));
      expect(Buffer.concat(bytes).toString()).toBe(text);
    }),
  );
});

test('the characters of binary text are bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const encoder = new StdinEncoder();
      expect([...encoder.encodeBinary(String.fromCharCode(...bytes))]).toEqual([...bytes]);
    }),
  );
  const encoder = new StdinEncoder();
  encoder.encode('\ud83d');
  expect(Buffer.from(encoder.encodeBinary('\xff')).toString('latin1')).toBe('\xef\xbf\xbd\xff');
});

test('a surrogate without its half becomes U+FFFD', () => {
  const encoder = new StdinEncoder();
  expect(Buffer.from(encoder.encode('a\ud83d')).toString()).toBe('a');
  expect(Buffer.from(encoder.encode('b')).toString()).toBe('\ufffdb');
});
