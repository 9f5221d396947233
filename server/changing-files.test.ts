import { expect, test } from 'vitest';
import { lookEvery } from './changing-files.ts';
import { FakeClock } from './testing/fake-clock.ts';

test('a look that takes long is waited for, and the next comes so long after its end', async () => {
  const clock = new FakeClock(0);
  const begun: number[] = [];
  let end = () => {};
  const stop = lookEvery(clock, 10, () => {
    begun.push(clock.now());
    return new Promise((resolve) => {
      end = resolve;
    });
  });
  await clock.advanceAsync(25);
  expect(begun).toEqual([10]);
  end();
  await clock.advanceAsync(10);
  expect(begun).toEqual([10, 35]);
  stop();
  end();
  await clock.advanceAsync(100);
  expect(begun).toEqual([10, 35]);
  expect(clock.pendingTimers).toBe(0);
});
