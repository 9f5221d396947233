import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { FLOOD_BYTES, GATHER_MS, OutputPacing } from './output-pacing.ts';

const FULL_BYTES = 64 * 1024;
/** The span of time in which bytes are a flood. */
const FLOOD_MS = 16;

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

describe('a flood is', () => {
  /** True where output gathers for a moment, instead of to the end of the turn. */
  const gathersLong = ({ clock }: ReturnType<typeof pace>) => clock.pendingTimers === 1;

  test.each([
    [FLOOD_BYTES, false],
    [FLOOD_BYTES + 1, true],
  ])('at once: %d bytes: %s', (bytes, isFlood) => {
    const paced = pace();
    paced.output(bytes);
    expect(gathersLong(paced)).toBe(isFlood);
  });

  test.each([
    ['in one span of 16 ms', FLOOD_MS - 1, true],
    ['in two', FLOOD_MS, false],
  ])('more than that %s', (_when, ms, isFlood) => {
    const paced = pace();
    paced.output(FLOOD_BYTES / 2);
    paced.clock.advance(ms);
    paced.output(FLOOD_BYTES / 2 + 1);
    expect(gathersLong(paced)).toBe(isFlood);
  });

  test.each([
    ['after the span before was one', FLOOD_BYTES + 1, 2 * FLOOD_MS - 1, true],
    ['not after one that was just none', FLOOD_BYTES, 2 * FLOOD_MS - 1, false],
    ['not after a whole span of silence', FLOOD_BYTES + 1, 2 * FLOOD_MS, false],
  ])('a byte %s', (_when, before, ms, isFlood) => {
    const paced = pace();
    paced.output(before);
    paced.clock.advance(ms);
    paced.output(1);
    expect(gathersLong(paced)).toBe(isFlood);
  });
});

test('a message leaves as soon as it is full, and is not the first of its turn', () => {
  const { sent, output } = pace();
  output(1);
  output(FULL_BYTES - 1);
  expect(sent).toHaveLength(1);
  output(1);
  expect(sent.at(-1)).toMatchObject({ bytes: FULL_BYTES, first: false });
});

test('what comes while output gathers makes it gather once more', () => {
  const { clock, sent, output, pacing } = pace();
  output(FLOOD_BYTES + 1);
  output(1);
  clock.advance(GATHER_MS);
  expect(sent).toHaveLength(2);
  expect(pacing.gathering).toBe(true);
  clock.advance(GATHER_MS);
  expect(pacing.gathering).toBe(false);
});

test.each([1, FLOOD_BYTES + 1])('nothing is due after a cancellation, with %d bytes before', (bytes) => {
  const { clock, sent, output, pacing } = pace();
  output(bytes);
  output(1);
  pacing.cancel();
  expect([pacing.gathering, clock.pendingTimers]).toEqual([false, 0]);
  clock.advance(GATHER_MS);
  expect(sent).toHaveLength(1);
});
