import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('calls back once, and a cancel after it does nothing', () => {
  const callback = vi.fn();
  const cancel = systemClock.after(50, callback);
  vi.advanceTimersByTime(49);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(callback).toHaveBeenCalledTimes(1);
  cancel();
  cancel();
});

test('calls back no more once cancelled, and leaves no timer behind', () => {
  const callback = vi.fn();
  const cancel = systemClock.after(50, callback);
  cancel();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(callback).not.toHaveBeenCalled();
});

test('waits for longer than a timer of Node can', () => {
  const month = 30 * 24 * 3_600_000;
  const [callback, cancelled] = [vi.fn(), vi.fn()];
  const cancel = systemClock.after(month, cancelled);
  systemClock.after(month, callback);
  vi.advanceTimersByTime(month - 1);
  expect(callback).not.toHaveBeenCalled();
  cancel();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledTimes(1);
  expect(cancelled).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('a moment that has passed is now, without a warning of Node', () => {
  vi.useRealTimers();
  const warnings: string[] = [];
  const onWarning = vi.spyOn(process, 'emitWarning').mockImplementation((...args) => {
    warnings.push(String(args[0]));
  });
  systemClock.after(-1, () => {})();
  onWarning.mockRestore();
  expect(warnings).toEqual([]);
});
