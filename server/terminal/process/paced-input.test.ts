import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUT_RECEIPT_BYTES } from '#protocol/limits.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { PacedInput } from './paced-input.ts';

const PIECE = 32 * 1024;

/** A process that reads when it is told to, and a count of it. */
function setUp({ canCount = true } = {}) {
  const clock = new FakeClock();
  const written: number[] = [];
  const seen: number[] = [];
  const counts = { open: 0, asked: 0, answer: (_bytes: number | undefined) => {} };
  const input: PacedInput = new PacedInput({
    clock,
    countReads: (onCount) => {
      if (!canCount) return undefined;
      counts.open += 1;
      let isOn = true;
      const over = () => {
        if (isOn) counts.open -= 1;
        isOn = false;
      };
      counts.answer = (bytes) => {
        if (bytes === undefined) over();
        onCount(bytes);
      };
      return {
        ask: () => {
          counts.asked += 1;
        },
        stop: over,
      };
    },
    write: (bytes) => written.push(...bytes),
    onRead: () => seen.push(input.unread),
  });
  const paste = (bytes: number) => {
    for (let left = bytes; left > 0; left -= PIECE) input.push(new Uint8Array(Math.min(left, PIECE)), true);
  };
  return { clock, counts, input, paste, seen, written };
}

describe('input of a process', () => {
  test('is passed on at once and uncounted while it is as little as people type', () => {
    const { clock, counts, input, paste, written } = setUp();
    paste(INPUT_RECEIPT_BYTES);
    clock.advance(1_001);
    paste(INPUT_RECEIPT_BYTES);
    expect(written).toHaveLength(2 * INPUT_RECEIPT_BYTES);
    expect(input.unread).toBe(0);
    expect(counts.asked).toBe(0);
  });

  test('of a paste waits for the first count, and is unread until the process reads it', () => {
    const { clock, counts, input, paste, seen, written } = setUp();
    paste(INPUT_RECEIPT_BYTES + 3 * PIECE);
    expect(written).toHaveLength(INPUT_RECEIPT_BYTES);
    expect(input.unread).toBe(5 * PIECE);
    counts.answer(5_000);
    expect(written).toHaveLength(5 * PIECE);
    clock.advance(20);
    expect(counts.asked).toBe(2);
    counts.answer(5_000 + PIECE);
    clock.advance(250);
    counts.answer(5_000 + 5 * PIECE);
    expect(seen).toEqual([4 * PIECE, 0]);
  });

  test('is unread until nothing more is read: some may have been read before the first count', () => {
    const { clock, counts, input, paste } = setUp();
    paste(INPUT_RECEIPT_BYTES + 3 * PIECE);
    counts.answer(0);
    clock.advance(20);
    counts.answer(2 * PIECE);
    for (let round = 0; round < 6; round += 1) {
      clock.advance(250);
      counts.answer(2 * PIECE);
    }
    expect(input.unread).toBe(3 * PIECE);
    counts.answer(3 * PIECE + 100);
    expect(input.unread).toBe(2 * PIECE - 100);
    clock.advance(100);
    counts.answer(3 * PIECE + 100);
    expect(input.unread).toBe(2 * PIECE - 100);
    clock.advance(50);
    counts.answer(3 * PIECE + 100);
    expect(input.unread).toBe(0);
  });

  test('is counted no longer once all was read and nothing more comes', () => {
    const { clock, counts, paste } = setUp();
    paste(4 * PIECE);
    counts.answer(0);
    for (let round = 0; round < 20 && counts.open > 0; round += 1) {
      clock.advance(250);
      counts.answer(4 * PIECE);
    }
    expect(counts.open).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  test('goes on unhindered where nobody can count', () => {
    const { input, paste, written } = setUp({ canCount: false });
    paste(10 * PIECE);
    expect(written).toHaveLength(10 * PIECE);
    expect(input.unread).toBe(0);
  });

  test('goes on when no count comes, or none any more', () => {
    const silent = setUp();
    silent.paste(10 * PIECE);
    silent.clock.advance(5_000);
    expect(silent.written).toHaveLength(10 * PIECE);
    expect(silent.input.unread).toBe(0);
    expect(silent.counts.open).toBe(0);

    const hanging = setUp();
    hanging.paste(10 * PIECE);
    hanging.counts.answer(0);
    hanging.clock.advance(20);
    expect(hanging.counts.asked).toBe(2);
    hanging.clock.advance(5_000);
    expect(hanging.input.unread).toBe(0);
    expect(hanging.counts.open).toBe(0);
    expect(hanging.clock.pendingTimers).toBe(0);

    const broken = setUp();
    broken.paste(10 * PIECE);
    broken.counts.answer(0);
    broken.counts.answer(undefined);
    expect(broken.written).toHaveLength(10 * PIECE);
    expect(broken.seen).toEqual([0]);
  });

  test('that nobody seems to read is let through slowly, so that a wrong count stops nothing', () => {
    const { clock, counts, input, paste } = setUp();
    paste(10 * PIECE);
    const unread = input.unread;
    counts.answer(0);
    for (let round = 0; round < 50; round += 1) {
      clock.advance(250);
      counts.answer(0);
    }
    expect(input.unread).toBe(unread - INPUT_RECEIPT_BYTES);
  });

  test('keeps its order and loses nothing, whatever the counts say', () => {
    const event = fc.oneof(
      fc.record({ push: fc.integer({ min: 1, max: PIECE }), counted: fc.boolean() }),
      fc.record({ answer: fc.option(fc.nat({ max: 500_000 }), { nil: undefined }) }),
      fc.record({ wait: fc.nat({ max: 12_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { clock, counts, input, written } = setUp();
        let pushed = 0;
        for (const each of events) {
          if ('push' in each) {
            const bytes = Uint8Array.from({ length: each.push }, (_, at) => (pushed + at) % 251);
            pushed += each.push;
            input.push(bytes, each.counted);
          } else if ('wait' in each) clock.advance(each.wait);
          else if (counts.open > 0) counts.answer(each.answer);
          expect(input.unread).toBeGreaterThanOrEqual(0);
          expect(input.unread).toBeLessThanOrEqual(pushed);
        }
        input.stop();
        expect(input.unread).toBe(0);
        expect(counts.open).toBe(0);
        expect(written.length).toBe(pushed);
        expect(written.every((byte, at) => byte === at % 251)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
