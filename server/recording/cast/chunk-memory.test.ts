import { expect, test } from 'vitest';
import { ChunkBuffer } from './chunk-buffer.ts';
import { ChunkMemory } from './chunk-memory.ts';

const outputOf = (bytes: number) => Buffer.alloc(bytes, 'plain text\r\n');

/** @returns the memory of a chunk with so much output */
function filled(memory: Buffer | undefined, bytes: number): Buffer {
  const chunk = new ChunkBuffer(memory);
  for (let left = bytes; left > 0; left -= 60_000) chunk.output('0.001', outputOf(Math.min(left, 60_000)));
  return chunk.memory;
}

test('a flood takes turns in the same memory, and has enough at once where all of it waits', () => {
  const memory = new ChunkMemory();
  const first = filled(memory.take(), 120_000);
  memory.giveBack(first);
  expect(memory.take()).toBe(first);
  const another = memory.take();
  expect(filled(another, 120_000)).toBe(another);
});

test('shells that print little take no large memory, also after a flood', () => {
  const memory = new ChunkMemory();
  memory.giveBack(filled(memory.take(), 120_000));
  memory.giveBack(filled(undefined, 100));
  expect(memory.take()).toBeUndefined();
});
