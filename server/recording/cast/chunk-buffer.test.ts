import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkBuffer } from './chunk-buffer.ts';

/** Text of terminals, text beyond ASCII, and bytes that are no text, each alone and mixed. */
const bits = fc.oneof(
  fc.constantFrom('\r\n', '\r', '"', '\\', '\x1b[0m', '\t', '\x00', '\x7f', 'plain text').map(Buffer.from),
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => Buffer.from(text)),
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => Buffer.from(text)),
);
const anything = fc.oneof(
  { weight: 4, arbitrary: bits },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 30 }) },
);
const pieces = fc
  .tuple(fc.oneof(fc.array(bits), fc.array(anything)), fc.constantFrom(1, 1, 7, 1000))
  .map(([parts, times]) =>
    Buffer.concat(Array.from({ length: times }, () => parts).flat()).subarray(0, 40_000),
  );

test('an event of any output is JSON of what a decoder makes of it, and says whether that is exact', () => {
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 3 }), (outputs) => {
      const chunk = new ChunkBuffer();
      const exact = outputs.map((output) => chunk.output('0.001', output));
      const lines = chunk.take().toString().trimEnd().split('\n');
      expect(lines.map((line) => JSON.parse(line)[2])).toEqual(outputs.map(String));
      expect(exact).toEqual(outputs.map((output) => Buffer.from(output.toString()).equals(output)));
    }),
  );
});

test('memory is about as large as what is in it, where little has to be escaped', () => {
  const chunk = new ChunkBuffer();
  for (let count = 0; count < 2; count += 1) chunk.output('0.001', Buffer.alloc(60_000, 'plain text\r\n'));
  expect(chunk.memory.length).toBeLessThan(2 * chunk.length);
});
