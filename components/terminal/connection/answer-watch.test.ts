import { beforeEach, describe, expect, test } from 'vitest';
import type { ServerMessage } from '#protocol/messages.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { AnswerWatch } from './answer-watch.ts';

let clock: FakeClock;
let pings: number;
let quiet: boolean[];
let isHidden: boolean;
let watch: AnswerWatch;

const PONG: ServerMessage = { Op: 'pong' };
const OUTPUT: ServerMessage = { Op: 'stdout', Data: 'x', Offset: 1 };
const RECEIPT: ServerMessage = { Op: 'stdout', Data: '', Offset: 1, Input: 5 };

beforeEach(() => {
  clock = new FakeClock();
  pings = 0;
  quiet = [];
  isHidden = false;
  watch = new AnswerWatch({
    clock,
    ping: () => {
      pings += 1;
    },
    isHidden: () => isHidden,
    onQuiet: (isQuiet) => quiet.push(isQuiet),
  });
});

test('a server that knows no pings is never called quiet', () => {
  watch.onInput();
  clock.advance(60_000);
  expect([pings, quiet]).toEqual([0, []]);
});

describe('a server that answers pings', () => {
  beforeEach(() => watch.onMessage(PONG));

  test('is not asked while nobody types', () => {
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

  test('is not asked where keys are echoed', () => {
    for (let key = 0; key < 20; key += 1) {
      watch.onInput();
      clock.advance(1_100);
      watch.onMessage(OUTPUT);
    }
    clock.advance(60_000);
    expect([pings, quiet]).toEqual([0, []]);
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
  });
});
