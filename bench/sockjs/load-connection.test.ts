import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageCounter, messageOf } from './load-connection.ts';

/** A frame as servers send it: unmasked. */
function serverFrame(payload: Buffer): Buffer {
  const header = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 0x10000 ? 4 : 10);
  header[0] = 0x81;
  if (header.length === 2) header[1] = payload.length;
  else if (header.length === 4) header.writeUInt16BE(payload.length, 2);
  else header.writeBigUInt64BE(BigInt(payload.length), 2);
  if (header.length > 2) header[1] = header.length === 4 ? 126 : 127;
  return Buffer.concat([header, payload]);
}

test('messages are counted wherever the stream is split', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(65_535, 65_536, 90));
  fc.assert(
    fc.property(fc.array(size, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 20 }), (sizes, cuts) => {
      const stream = Buffer.concat(sizes.map((each) => serverFrame(Buffer.from(messageOf(each)))));
      const edges = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length];
      const counter = new MessageCounter();
      const counts = edges.slice(1).map((end, index) => counter.count(stream.subarray(edges[index], end)));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(sizes.length);
    }),
  );
});

test('a message has the requested size', () => {
  for (const size of [1, 16, 1024, 65_536]) expect(messageOf(size)).toHaveLength(size);
});
