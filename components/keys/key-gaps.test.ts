import { beforeEach, expect, test } from 'vitest';
import { ECHO_MS, KeyGaps, TYPING_MS } from './key-gaps.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

let now: number;
let timers: Set<Timer>;
let pressKey: () => void;
let gaps: KeyGaps;
let calls: number[];

beforeEach(() => {
  now = 1_000;
  timers = new Set();
  pressKey = () => {};
  calls = [];
  gaps = new KeyGaps({
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onKey: (callback) => {
      pressKey = callback;
    },
  });
});

function advance(ms: number): void {
  const until = now + ms;
  for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
    if (timer.at > until) break;
    timers.delete(timer);
    now = timer.at;
    timer.callback();
  }
  now = until;
}

const call = () => gaps.call(() => calls.push(now));

test('calls back at once while nobody types', () => {
  call();
  expect(calls).toEqual([1_000]);
  pressKey();
  advance(TYPING_MS);
  call();
  expect(calls).toEqual([1_000, 1_000 + TYPING_MS]);
  expect(timers.size).toBe(0);
});

test('waits for the echo of the next key while somebody types', () => {
  call();
  pressKey();
  advance(90);
  call();
  advance(10);
  expect(calls).toHaveLength(1);
  pressKey();
  advance(ECHO_MS - 1);
  expect(calls).toHaveLength(1);
  advance(1);
  expect(calls).toEqual([1_000, 1_100 + ECHO_MS]);
});

test('waits no longer than until the user has stopped', () => {
  call();
  pressKey();
  advance(100);
  call();
  advance(TYPING_MS - 101);
  expect(calls).toHaveLength(1);
  advance(1);
  expect(calls).toHaveLength(2);
});

test('calls back also while a key is held down that repeats faster than its echo', () => {
  call();
  pressKey();
  call();
  for (let ms = 0; ms < 4 * TYPING_MS; ms += ECHO_MS / 2) {
    advance(ECHO_MS / 2);
    pressKey();
  }
  expect(calls).toEqual([1_000, 1_000 + TYPING_MS]);
});

test('calls back once, whatever is typed', () => {
  call();
  pressKey();
  call();
  for (let keys = 0; keys < 20; keys += 1) {
    advance(33);
    pressKey();
  }
  advance(2 * TYPING_MS);
  expect(calls).toEqual([1_000, 1_033 + ECHO_MS]);
});

test('does not call back after it was cancelled', () => {
  call();
  pressKey();
  const cancel = call();
  cancel();
  pressKey();
  advance(2 * TYPING_MS);
  expect(calls).toHaveLength(1);
  expect(timers.size).toBe(0);
});
