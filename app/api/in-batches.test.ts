import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inBatches } from './in-batches.ts';

/** Yields the bursts with a pause after each, then throws or ends. */
async function* bursts(values: readonly (readonly number[])[], error?: Error): AsyncGenerator<number> {
  for (const burst of values) {
    yield* burst;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  if (error !== undefined) throw error;
}

async function collect(batches: AsyncIterable<readonly number[]>): Promise<(readonly number[])[]> {
  const all: (readonly number[])[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

test('a burst is one batch, up to the maximum size', async () => {
  expect(await collect(inBatches(bursts([[1, 2, 3], [4], [5, 6]]), 2))).toEqual([[1, 2], [3], [4], [5, 6]]);
});

test('every value is kept, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(), { maxLength: 5 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      async (values, atMost) => {
        expect((await collect(inBatches(bursts(values), atMost))).flat()).toEqual(values.flat());
      },
    ),
    { numRuns: 30 },
  );
});

test('values before an error are yielded before it is thrown', async () => {
  const seen: (readonly number[])[] = [];
  const failing = async () => {
    for await (const batch of inBatches(bursts([[1, 2]], new Error('broken')), 10)) seen.push(batch);
  };
  await expect(failing()).rejects.toThrow('broken');
  expect(seen).toEqual([[1, 2]]);
});

test('at most one value is read ahead', async () => {
  let asked = 0;
  const endless: AsyncIterator<number> = {
    next: async () => {
      asked += 1;
      return { done: false, value: asked };
    },
  };
  const batches = inBatches(endless, 3);
  expect((await batches.next()).value).toEqual([1, 2, 3]);
  expect(asked).toBe(4);
});
