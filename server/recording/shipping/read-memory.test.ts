import { expect, test } from 'vitest';
import { MemorySpool } from '../testing/memory-spool.ts';
import { Outgoing } from './outgoing.ts';
import { ReadMemory } from './read-memory.ts';

const ID = 'flood';
const PIECE = 100_000;

/** A recording of three pieces, each of its own letter. */
function outgoing(): Outgoing {
  const spool = new MemorySpool('');
  for (const letter of 'abc') spool.add(ID, Buffer.alloc(PIECE, letter));
  return new Outgoing({ id: ID, spool, recipients: [], memory: new ReadMemory() }, 0);
}

test('memory is used again once the store has taken what was in it', async () => {
  const sent = outgoing();
  const first = await sent.next(PIECE, 1, false);
  sent.taken();
  const second = await sent.next(2 * PIECE, 1, false);
  expect(second.buffer).toBe(first.buffer);
  expect(second.every((byte) => byte === 'b'.charCodeAt(0))).toBe(true);
});

test('memory of a call that failed is left alone, since the call may still be under way', async () => {
  const sent = outgoing();
  const failed = await sent.next(PIECE, 1, false);
  const again = await sent.next(PIECE, 1, false);
  expect(Buffer.from(again).equals(failed)).toBe(true);
  sent.taken();
  await sent.next(2 * PIECE, 1, false);
  sent.taken();
  const last = await sent.next(3 * PIECE, 1, true);
  expect(last.every((byte) => byte === 'c'.charCodeAt(0))).toBe(true);
  expect(failed.every((byte) => byte === 'a'.charCodeAt(0))).toBe(true);
});

test('memory that is too small for what comes is replaced', () => {
  const memory = new ReadMemory();
  memory.giveBack(memory.take(PIECE, PIECE));
  expect(memory.take(2 * PIECE, 2 * PIECE)).toHaveLength(2 * PIECE);
});
