import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { RetryPlan } from './retry-plan.ts';

function setUp() {
  const clock = new FakeClock();
  let retries = 0;
  const plan = new RetryPlan(clock, () => 0.5);
  return {
    clock,
    plan,
    lose: () => plan.lost(() => (retries += 1)),
    retries: () => retries,
  };
}

test('each loss waits longer, until a connection was stable for a while', () => {
  const { clock, plan, lose } = setUp();
  const waits = Array.from({ length: 4 }, () => (lose() ?? clock.now()) - clock.now());
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1)).toBeGreaterThan(0);
  expect(plan.attempt).toBe(4);
  plan.ready();
  clock.advance(10_000);
  lose();
  expect(plan.attempt).toBe(1);
});

test('a short connection does not restart the backoff', () => {
  const { clock, plan, lose } = setUp();
  lose();
  plan.ready();
  clock.advance(500);
  lose();
  expect(plan.attempt).toBe(2);
});

test('a cancelled attempt does not start', () => {
  const { clock, plan, lose, retries } = setUp();
  lose();
  lose();
  plan.cancel();
  clock.advance(60_000);
  expect(retries()).toBe(0);
});
