import { expect, test } from 'vitest';
import { FakeClock } from './fake-clock.ts';

test('timers fire in order of time, then of setting, and see the time they were set for', () => {
  const clock = new FakeClock(0);
  const fired: string[] = [];
  const at = (name: string) => () => fired.push(`${name} ${clock.now()}`);
  clock.after(20, at('late'));
  clock.after(10, at('first'));
  clock.after(10, at('second'));
  clock.after(10, () => clock.after(5, at('nested')));
  clock.advance(19);
  expect(fired).toEqual(['first 10', 'second 10', 'nested 15']);
  clock.advance(1);
  expect(fired.at(-1)).toBe('late 20');
  expect([clock.now(), clock.pendingTimers]).toEqual([20, 0]);
});

test('a cancelled timer does not fire', () => {
  const clock = new FakeClock();
  const cancel = clock.after(10, () => expect.unreachable());
  cancel();
  clock.advance(100);
});

test('advanceAsync waits for promises that set further timers', async () => {
  const clock = new FakeClock(0);
  const fired: number[] = [];
  const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  void (async () => {
    for (let beat = 0; beat < 3; beat += 1) {
      await wait(10);
      fired.push(clock.now());
    }
  })();
  await clock.advanceAsync(30);
  expect(fired).toEqual([10, 20, 30]);
});
