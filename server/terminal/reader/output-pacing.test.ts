import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { FLOOD_BYTES, GATHER_MS, OutputPacing } from './output-pacing.ts';

const FULL_BYTES = 64 * 1024;

/** A pacing that counts what waits, and what was sent when. */
function pace() {
  const clock = new FakeClock();
  const sent: { at: number; bytes: number; first: boolean }[] = [];
  let waiting = 0;
  function send(first: boolean): void {
    if (waiting > 0) sent.push({ at: clock.now(), bytes: waiting, first });
    waiting = 0;
  }
  const pacing = new OutputPacing(clock, FULL_BYTES, { onDue: send });
  return {
    clock,
    sent,
    pacing,
    output(bytes: number): void {
      waiting += bytes;
      pacing.onOutput(bytes, waiting);
    },
    get waiting() {
      return waiting;
    },
  };
}

test('output after silence leaves at once', () => {
  const { clock, sent, output } = pace();
  for (let key = 1; key <= 100; key += 1) {
    output(1);
    expect(sent).toHaveLength(key);
    clock.advance(1);
  }
});

test('a burst leaves in two messages, the second in the same turn', () => {
  const { clock, sent, output } = pace();
  for (let piece = 0; piece < 5; piece += 1) output(100);
  expect(sent.map(({ bytes }) => bytes)).toEqual([100]);
  clock.settle();
  expect(sent.map(({ bytes }) => bytes)).toEqual([100, 400]);
  expect(sent.map(({ first }) => first)).toEqual([true, false]);
});

test('a flood leaves in large messages', () => {
  const { clock, sent, output } = pace();
  for (let ms = 0; ms < 100; ms += 1) {
    for (let piece = 0; piece < 10; piece += 1) output(4096);
    clock.advance(1);
  }
  const total = sent.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total / sent.length).toBeGreaterThan(FULL_BYTES / 2);
});

test('an echo after a flood waits for nothing', () => {
  const { clock, sent, output } = pace();
  output(10 * FLOOD_BYTES);
  clock.advance(50);
  const before = sent.length;
  output(1);
  expect(sent).toHaveLength(before + 1);
});

test('nothing waits for longer than a flood gathers, and no timer is left after it', () => {
  const step = fc.record({ bytes: fc.integer({ min: 1, max: 2 * FULL_BYTES }), ms: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const paced = pace();
      for (const { bytes, ms } of steps) {
        paced.output(bytes);
        expect(paced.waiting).toBeLessThan(FULL_BYTES);
        paced.clock.advance(ms);
        if (ms >= GATHER_MS) expect(paced.waiting).toBe(0);
      }
      paced.clock.advance(2 * GATHER_MS);
      const wanted = steps.reduce((sum, { bytes }) => sum + bytes, 0);
      expect(paced.sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(wanted);
      expect(paced.clock.pendingTimers).toBe(0);
      expect(paced.pacing.gathering).toBe(false);
    }),
  );
});
