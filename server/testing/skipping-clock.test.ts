import { expect, test } from 'vitest';
import { SkippingClock } from './skipping-clock.ts';

const HOUR = 3_600_000;

test('timers of a time that is skipped fire in order, later ones and cancelled ones do not', async () => {
  const clock = new SkippingClock();
  const start = clock.now();
  const fired: string[] = [];
  const cancelLater = clock.after(2 * HOUR + 60_000, () => fired.push('later'));
  clock.after(2 * HOUR, () => fired.push('second'));
  clock.after(HOUR, () => fired.push('first'));
  clock.after(HOUR, () => fired.push('cancelled'))();
  await clock.skipTo(start + 2 * HOUR);
  expect(clock.now()).toBeGreaterThanOrEqual(start + 2 * HOUR);
  expect(fired).toEqual(['first', 'second']);
  await clock.skipTo(start);
  expect(clock.now()).toBeGreaterThanOrEqual(start + 2 * HOUR);
  cancelLater();
});
