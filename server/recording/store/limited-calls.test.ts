import { expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { LimitedCalls } from './limited-calls.ts';

/** Calls that end when they are told to. */
function hangingCalls() {
  const ends: (() => void)[] = [];
  return { ends, call: () => new Promise<void>((resolve) => ends.push(resolve)) };
}

test('a call that does not come back is given up in time', async () => {
  const clock = new FakeClock();
  const calls = new LimitedCalls(clock);
  const { call } = hangingCalls();
  const given = expect(calls.run(3000, call)).rejects.toMatchObject({ kind: 'unavailable' });
  await clock.advanceAsync(3000);
  await given;
});

test('calls that hang take two threads, and no more', async () => {
  const clock = new FakeClock();
  const calls = new LimitedCalls(clock);
  const { ends, call } = hangingCalls();
  const refused = Array.from({ length: 10 }, () =>
    expect(calls.run(3000, call)).rejects.toMatchObject({ kind: 'unavailable' }),
  );
  await clock.advanceAsync(3000);
  await Promise.all(refused);
  expect(ends).toHaveLength(2);
  // Once they come back, the next ones run; those that were given up before they began do not.
  for (const end of ends.splice(0)) end();
  await settlePromises();
  expect(ends).toHaveLength(0);
  expect(await calls.run(3000, async () => 'again')).toBe('again');
  await settlePromises();
  expect(clock.pendingTimers).toBe(0);
});
