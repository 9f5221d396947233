import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageEncoder } from '#demo-cluster/api/protobuf/encode-message.ts';
import { int, list } from '#demo-cluster/api/protobuf/message.ts';
import { WireReader } from './wire-reader.ts';

function numberIn(bytes: Buffer): number {
  const reader = new WireReader(bytes);
  reader.next(bytes.length);
  return reader.int();
}

describe('a number', () => {
  test('is read as it was written, with its sign', () => {
    const encoder = new MessageEncoder({ 1: int('number') });
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer()), (number) => {
        expect(numberIn(encoder.encode({ number }))).toBe(number);
      }),
    );
  });

  test.each([
    ['has no end', [0x08, 0x80]],
    ['is too long', [0x08, ...Array.from({ length: 10 }, () => 0xff), 0x01]],
    ['is a text', [0x0a, 0x01, 0x41]],
  ])('that %s is refused', (_why, bytes) => {
    expect(() => numberIn(Buffer.from(bytes))).toThrow('could not be read');
  });
});

test('texts are read as they were written, also those whose bytes look like another text', () => {
  const written: string[] = [];
  // Enough that some of these pairs have the same hash.
  for (let first = 0xc3; first <= 0xdf; first += 1) {
    for (let rest = 0x80; rest <= 0xbf; rest += 1) {
      // The bytes of the second text are the characters of the first.
      const characters = [first, rest, 0xc3, 0x80 + (first & 0xf)];
      written.push(String.fromCharCode(...characters), Buffer.from(characters).toString());
    }
  }
  const bytes = new MessageEncoder({ 1: list('texts') }).encode({ texts: written });
  const reader = new WireReader(bytes);
  const read: string[] = [];
  while (reader.next(bytes.length)) read.push(reader.text());
  expect(read).toEqual(written);
});

test('fields of every wire type are skipped', () => {
  const skipped = [
    [0x08, 0xff, 0xff, 0x01],
    [0x09, 1, 2, 3, 4, 5, 6, 7, 8],
    [0x0a, 2, 0x41, 0x42],
    [0x0d, 1, 2, 3, 4],
  ];
  const bytes = Buffer.from([...skipped.flat(), 0x12, 1, 0x43]);
  const reader = new WireReader(bytes);
  const texts: string[] = [];
  while (reader.next(bytes.length)) {
    if (reader.field === 2) texts.push(reader.text());
    else reader.skip();
  }
  expect(texts).toEqual(['C']);
});

test.each([
  ['a group', [0x0b]],
  ['a field that ends after its message', [0x0d, 1]],
  ['a text that ends after the bytes', [0x0a, 5, 0x41]],
  // Back to its own beginning: whoever skipped it would never come to an end.
  ['a text of -11 bytes', [0x0a, 0xf5, ...Array.from({ length: 8 }, () => 0xff), 0x01]],
])('%s is refused', (_what, bytes) => {
  const message = Buffer.from(bytes);
  const reader = new WireReader(message);
  expect(() => {
    while (reader.next(message.length)) reader.skip();
  }).toThrow('could not be read');
});
