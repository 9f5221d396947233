import { beforeEach, expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { whileBusy } from './while-busy.ts';

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

/** Asks a cluster that is busy for the first `times`, each time for `seconds`. */
function ask(times: number, seconds: number, signal?: AbortSignal) {
  const asked: number[] = [];
  const began = clock.now();
  const answer = whileBusy(clock, 10_000, signal, async () => {
    asked.push((clock.now() - began) / 1000);
    if (asked.length <= times) throw new ApiStatusError(429, 'TooManyRequests', '', seconds * 1000);
    return 'done';
  }).catch((error: { httpStatus?: number }) => error.httpStatus ?? 'aborted');
  return { asked, answer };
}

test('a request is sent again after the time that the cluster asks for', async () => {
  const { asked, answer } = ask(2, 3);
  await clock.advanceAsync(6_000);
  expect([await answer, asked]).toEqual(['done', [0, 3, 6]]);
});

test('it fails when all waits together would be longer than the patience', async () => {
  const { asked, answer } = ask(100, 3);
  await clock.advanceAsync(9_000);
  expect([await answer, asked]).toEqual([429, [0, 3, 6, 9]]);
});

test('it fails at once if the cluster asks for more', async () => {
  expect(await ask(1, 11).answer).toBe(429);
});

test('an abort ends the wait', async () => {
  const cancel = new AbortController();
  const { asked, answer } = ask(1, 3, cancel.signal);
  await settlePromises();
  cancel.abort('gone');
  expect([await answer, asked]).toEqual(['aborted', [0]]);
  expect(clock.pendingTimers).toBe(0);
});
