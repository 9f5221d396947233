import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { Silence } from './silence.ts';

const LIMITS = { watchIdleMs: 100, watchAskMs: 10, answerMs: 10 };

/** A watch whose server answers as `answers` says at each question. */
function watch(answers: () => boolean | Promise<boolean>) {
  const clock = new FakeClock();
  const response = new PassThrough();
  const failures: unknown[] = [];
  response.on('error', (error: NodeJS.ErrnoException) => failures.push(error.code));
  const client = { isAnswering: async () => answers() };
  const silence = new Silence(response as unknown as IncomingMessage, client, LIMITS, clock);
  return {
    clock,
    silence,
    failures,
    isOpen: () => !response.destroyed,
    receive: () => response.emit('data', Buffer.from('{}\n')),
    pass: (ms: number) => clock.advanceAsync(ms),
  };
}

test('a quiet watch ends with an error when its server does not answer', async () => {
  const { pass, isOpen, failures, silence } = watch(() => false);
  await pass(9);
  expect(isOpen()).toBe(true);
  await pass(1);
  expect(isOpen()).toBe(false);
  expect(failures).toEqual(['ETIMEDOUT']);
  expect(silence.isIdle).toBe(false);
});

test('by default, a page can tell within 10 s that a server hangs, after the 3 s that it waits itself', () => {
  const { watchAskMs, answerMs } = DEFAULT_LIMITS;
  expect(watchAskMs + answerMs + 3_000).toBeLessThan(10_000);
});

test('a watch of a server that answers ends without an error when it is idle', async () => {
  const { pass, isOpen, failures, silence } = watch(() => true);
  await pass(99);
  expect(isOpen()).toBe(true);
  await pass(1);
  expect(isOpen()).toBe(false);
  expect(failures).toEqual([]);
  expect(silence.isIdle).toBe(true);
});

test('data that comes while the server is asked is an answer', async () => {
  const question = Promise.withResolvers<boolean>();
  const { pass, isOpen, receive } = watch(() => question.promise);
  await pass(10);
  receive();
  question.resolve(false);
  await pass(9);
  expect(isOpen()).toBe(true);
});

test('however data comes, a watch whose server answers outlives every pause shorter than the idle time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 30 }), async (pauses) => {
      const { pass, isOpen, receive } = watch(() => true);
      for (const pause of pauses) {
        await pass(pause);
        receive();
      }
      expect(isOpen()).toBe(true);
    }),
  );
});

test('leaves no timer behind', async () => {
  const { pass, clock, silence } = watch(() => true);
  await pass(25);
  silence.end();
  await pass(25);
  expect(clock.pendingTimers).toBe(0);
});
