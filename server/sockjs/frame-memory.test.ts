import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameMemory } from './frame-memory.ts';

test('a buffer is always large enough, and a block in use is never handed out', () => {
  const step = fc.record({ bytes: fc.integer({ min: 1, max: 300_000 }), back: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const memory = new FrameMemory();
      const inUse = new Set<ArrayBufferLike>();
      for (const { bytes, back } of steps) {
        const room = memory.take(bytes);
        expect(room.length).toBeGreaterThanOrEqual(bytes);
        if (!memory.owns(room)) continue;
        expect(inUse).not.toContain(room.buffer);
        if (back) memory.give(room.subarray(0, bytes));
        else inUse.add(room.buffer);
      }
    }),
  );
});

test('a returned block is used for the next large frame', () => {
  const memory = new FrameMemory();
  const first = memory.take(70_000);
  memory.give(first.subarray(0, 5));
  expect(memory.take(100_000).buffer).toBe(first.buffer);
  expect(memory.take(100_000).buffer).not.toBe(first.buffer);
});
