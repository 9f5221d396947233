import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

async function linesOf(chunks: readonly Uint8Array[], maxBytes = 1_000_000): Promise<string[]> {
  const stream = (async function* () {
    yield* chunks;
  })();
  const lines: string[] = [];
  for await (const line of readLines(stream, maxBytes)) lines.push(line);
  return lines;
}

test('lines are the same for any chunking of the bytes', async () => {
  const line = fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replace(/[\n\ufeff]/g, ' '));
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.boolean(), fc.array(fc.nat(50)), async (lines, ends, sizes) => {
      const bytes = Buffer.from(lines.join('\n') + (ends && lines.length > 0 ? '\n' : ''));
      const chunks: Buffer[] = [];
      let from = 0;
      for (const size of sizes) {
        chunks.push(bytes.subarray(from, from + size));
        from += size;
      }
      chunks.push(bytes.subarray(from));
      expect(await linesOf(chunks)).toEqual(lines);
    }),
  );
});

test('a line longer than the limit throws', async () => {
  await expect(linesOf([Buffer.alloc(60, 'a'), Buffer.alloc(60, 'a')], 100)).rejects.toThrow(
    /longer than 100/,
  );
});
