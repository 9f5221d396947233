import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileBlocks } from './file-blocks.ts';

const MEGABYTE = 1024 * 1024;

const file = Uint8Array.from({ length: 5 * MEGABYTE + 700 }, (_, at) => (at * 31 + (at >> 12)) % 256);

async function filled(mostBytes: number, piece: number) {
  const reads: [number, number][] = [];
  const blocks = new FileBlocks(async (from, to) => {
    reads.push([from, to]);
    return file.subarray(from, to);
  }, mostBytes);
  for (let at = 0; at < file.length; at += piece) blocks.append(file.subarray(at, at + piece));
  expect(blocks.end).toBe(file.length);
  return { blocks, reads };
}

test('any range is what the file has there, in memory or not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 3 * MEGABYTE, 100 * MEGABYTE),
      fc.integer({ min: 300_000, max: 3_000_000 }),
      fc.array(fc.tuple(fc.nat(file.length), fc.nat(file.length)), { maxLength: 5 }),
      async (most, piece, ranges) => {
        const { blocks } = await filled(most, piece);
        for (const [one, other] of ranges) {
          const [from, to] = one < other ? [one, other] : [other, one];
          const read = await blocks.range(from, to);
          expect(Buffer.compare(read, file.subarray(from, to))).toBe(0);
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('a file that fits is never read again; of a larger one, whole blocks are', async () => {
  const small = await filled(100 * MEGABYTE, MEGABYTE);
  await small.blocks.range(0, file.length);
  expect(small.reads).toEqual([]);
  const large = await filled(2 * MEGABYTE, MEGABYTE);
  await large.blocks.range(10, 20);
  await large.blocks.range(MEGABYTE - 5, MEGABYTE);
  expect(large.reads).toEqual([[0, MEGABYTE]]);
});

test('a file that has become shorter is no endless question', async () => {
  const blocks = new FileBlocks(async () => new Uint8Array(), 0);
  blocks.append(new Uint8Array(4 * MEGABYTE));
  await expect(blocks.range(0, 10)).rejects.toThrow('shorter');
});
