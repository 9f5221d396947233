import { expect, test } from 'vitest';
import { PodshellError, type ProblemCode } from '#protocol/problem.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { AttemptLimit } from './attempt-limit.ts';

const HERE = '192.0.2.1';

function failing(code: ProblemCode) {
  return () => Promise.reject(new PodshellError(code, 'Because.'));
}

async function fail(limit: AttemptLimit, times: number, code: ProblemCode): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await expect(limit.attempt(HERE, failing(code))).rejects.toMatchObject({ code });
  }
}

test.each(['token-rejected', 'sign-in-failed', 'context-not-found'] as const)(
  'ten times %s are too many',
  async (code) => {
    const limit = new AttemptLimit(lonePeers(), new FakeClock());
    await fail(limit, 10, code);
    let isAsked = false;
    const attempt = limit.attempt(HERE, () => {
      isAsked = true;
      return Promise.resolve('signed in');
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'too-many-attempts',
      retryAfterSeconds: expect.any(Number),
    });
    expect(isAsked).toBe(false);
    expect(await limit.attempt('192.0.2.2', () => Promise.resolve('signed in'))).toBe('signed in');
  },
);

test('attempts at the same time are no more than ten either, and no success is refused', async () => {
  const limit = new AttemptLimit(lonePeers(), new FakeClock());
  let asked = 0;
  const guess = async () => {
    asked += 1;
    await new Promise((resolve) => setImmediate(resolve));
    throw new PodshellError('token-rejected', 'Because.');
  };
  const guesses = Array.from({ length: 50 }, () => limit.attempt(HERE, guess).catch(({ code }) => code));
  expect((await Promise.all(guesses)).filter((code) => code === 'too-many-attempts')).toHaveLength(40);
  expect(asked).toBe(10);
  const signIn = () => new Promise((resolve) => setImmediate(resolve, 'in'));
  const signIns = Array.from({ length: 50 }, () => limit.attempt('192.0.2.2', signIn));
  expect(new Set(await Promise.all(signIns))).toEqual(new Set(['in']));
});

test('the words say how long to wait', async () => {
  const limit = new AttemptLimit(lonePeers(), new FakeClock());
  await fail(limit, 10, 'token-rejected');
  const error = (await limit.attempt(HERE, failing('token-rejected')).catch((one: unknown) => one)) as {
    message: string;
    retryAfterSeconds: number;
  };
  expect(error.retryAfterSeconds).toBeGreaterThan(0);
  expect(error.retryAfterSeconds).toBeLessThanOrEqual(60);
  expect(error.message).toContain(`in ${error.retryAfterSeconds} s`);
});

test('successes, and failures that are nobody’s guess, do not count', async () => {
  const limit = new AttemptLimit(lonePeers(), new FakeClock());
  await fail(limit, 20, 'sign-in-unavailable');
  for (let time = 0; time < 20; time += 1) await limit.attempt(HERE, () => Promise.resolve());
  await fail(limit, 9, 'token-rejected');
  expect(await limit.attempt(HERE, () => Promise.resolve('signed in'))).toBe('signed in');
});
