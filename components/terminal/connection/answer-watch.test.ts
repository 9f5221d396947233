import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ServerMessage } from '#protocol/messages.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { AnswerWatch } from './answer-watch.ts';

let clock: FakeClock;
let pings: number;
let quiet: boolean[];
let isHidden: boolean;
let isSeen: boolean;
let watch: AnswerWatch;

const PONG: ServerMessage = { Op: 'pong' };
const OUTPUT: ServerMessage = { Op: 'stdout', Data: 'x', Offset: 1 };
const RECEIPT: ServerMessage = { Op: 'stdout', Data: '', Offset: 1, Input: 5 };

/** Sends a ping. */
let onPing: () => void;

function start(): void {
  clock = new FakeClock();
  pings = 0;
  quiet = [];
  isHidden = false;
  isSeen = false;
  onPing = () => {};
  watch = new AnswerWatch({
    clock,
    ping: () => {
      pings += 1;
      onPing();
    },
    isHidden: () => isHidden,
    isSeen: () => isSeen,
    onQuiet: (isQuiet) => quiet.push(isQuiet),
  });
}

beforeEach(start);

test('a key before the first pong is watched from then on', () => {
  watch.onInput();
  watch.onMessage(PONG);
  clock.advance(4_100);
  expect(quiet).toEqual([true]);
});

test('a server that knows no pings is never called quiet', () => {
  watch.onInput();
  clock.advance(60_000);
  expect([pings, quiet]).toEqual([0, []]);
});

describe('a server that answers pings', () => {
  beforeEach(() => watch.onMessage(PONG));

  test('is called quiet within 5 s where the user looks at the terminal and types nothing', () => {
    isSeen = true;
    clock.advance(1_900);
    watch.onMessage(PONG);
    clock.advance(4_700);
    expect(quiet).toEqual([true]);
    watch.onMessage(PONG);
    expect(quiet).toEqual([true, false]);
  });

  test('is asked no oftener by a terminal in sight than every 1.7 s', () => {
    isSeen = true;
    onPing = () => clock.after(10, () => watch.onMessage(PONG));
    clock.advance(60_000);
    expect([pings, quiet]).toEqual([35, []]);
  });

  test('is not asked by a terminal out of sight while nobody types', () => {
    clock.advance(3_600_000);
    expect(pings).toBe(0);
  });

  test('is called quiet within 5 s of a key without any answer, and no longer once it answers', () => {
    watch.onInput();
    clock.advance(3_900);
    expect(quiet).toEqual([]);
    clock.advance(200);
    expect(quiet).toEqual([true]);
    clock.advance(30_000);
    expect(quiet).toEqual([true]);
    watch.onMessage(PONG);
    expect(quiet).toEqual([true, false]);
    const asked = pings;
    clock.advance(60_000);
    expect(pings).toBe(asked);
  });

  test('may have a program that echoes nothing', () => {
    for (let key = 0; key < 20; key += 1) {
      watch.onInput();
      clock.advance(1_500);
      watch.onMessage(PONG);
      clock.advance(500);
    }
    expect([pings, quiet]).toEqual([20, []]);
  });

  test('is asked once in a pause where keys are echoed: the last echo may be of an earlier key', () => {
    for (let key = 0; key < 20; key += 1) {
      watch.onInput();
      clock.advance(100);
      watch.onMessage(OUTPUT);
    }
    expect(pings).toBe(0);
    clock.advance(1_300);
    watch.onMessage(PONG);
    clock.advance(60_000);
    expect([pings, quiet]).toEqual([1, []]);
  });

  test('is not asked where output comes later than an earlier one can', () => {
    watch.onInput();
    clock.advance(100);
    for (let line = 0; line < 50; line += 1) {
      clock.advance(100);
      watch.onMessage(OUTPUT);
    }
    clock.advance(60_000);
    expect([pings, quiet]).toEqual([0, []]);
  });

  test('is called quiet after a key that only output and a pong from before the key follow', () => {
    watch.onInput();
    clock.advance(1_250);
    expect(pings).toBe(1);
    watch.onInput();
    clock.advance(50);
    watch.onMessage(PONG);
    watch.onMessage(OUTPUT);
    clock.advance(4_100);
    expect(quiet).toEqual([true]);
  });

  test('is called quiet although it confirms input: the node may hang', () => {
    watch.onInput();
    clock.advance(2_000);
    watch.onMessage(RECEIPT);
    clock.advance(2_500);
    expect(quiet).toEqual([true]);
    watch.onMessage(RECEIPT);
    expect(quiet).toEqual([true]);
    watch.onMessage(OUTPUT);
    expect(quiet).toEqual([true, false]);
  });

  test('keys while it is quiet change nothing', () => {
    watch.onInput();
    for (let key = 0; key < 50; key += 1) {
      clock.advance(100);
      watch.onInput();
    }
    expect([pings, quiet]).toEqual([2, [true]]);
  });

  test('is not called quiet by a hidden page', () => {
    isHidden = true;
    watch.onInput();
    clock.advance(60_000);
    expect(quiet).toEqual([]);
    isHidden = false;
    clock.advance(3_000);
    expect(quiet).toEqual([true]);
  });

  test('leaves no timer behind', () => {
    watch.onInput();
    clock.advance(2_000);
    watch.stop();
    expect(clock.waiting).toBe(0);
    watch.onMessage(PONG);
    watch.stop();
    expect(clock.waiting).toBe(0);
  });
});

/** What a user does and a node shows, and when it stops answering. Milliseconds. */
const life = fc.record({
  latency: fc.integer({ min: 2, max: 900 }),
  echoes: fc.boolean(),
  seen: fc.boolean(),
  steps: fc.array(fc.record({ what: fc.constantFrom('key', 'output'), after: fc.nat(2_000) }), {
    maxLength: 30,
  }),
  lastKeyAfter: fc.nat(3_000),
});

test('a server is called quiet if and only if it no longer answers, whatever is on its way', () => {
  fc.assert(
    fc.property(life, ({ latency, echoes, seen, steps, lastKeyAfter }) => {
      start();
      isSeen = seen;
      watch.onMessage(PONG);
      let isAlive = true;
      // Each way takes half of the latency.
      const answer = (message: ServerMessage) =>
        clock.after(latency / 2, () => {
          if (isAlive) clock.after(latency / 2, () => watch.onMessage(message));
        });
      onPing = () => answer(PONG);
      const key = () => {
        watch.onInput();
        if (echoes) answer(OUTPUT);
      };
      for (const { what, after } of steps) {
        clock.advance(after);
        if (what === 'key') key();
        else answer(OUTPUT);
      }
      clock.advance(lastKeyAfter);
      expect(quiet).toEqual([]);
      if (!seen) key();
      isAlive = false;
      clock.advance(5_000);
      expect(quiet).toEqual([true]);
    }),
    // It stops as soon as it has sent its answer, which takes long.
    {
      examples: [
        [
          {
            latency: 900,
            echoes: false,
            seen: true,
            steps: [{ what: 'key', after: 0 }],
            lastKeyAfter: 1_651,
          },
        ],
      ],
    },
  );
});
