import { afterEach, expect, test, vi } from 'vitest';
import { loadPatiently } from './load-patiently.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('retries until the code is loaded, not at once', async () => {
  vi.useFakeTimers();
  const load = vi.fn().mockRejectedValueOnce(new Error('down')).mockRejectedValueOnce(new Error('down'));
  load.mockResolvedValue('code');
  const loaded = loadPatiently(load);
  await vi.advanceTimersByTimeAsync(0);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(4000);
  await expect(loaded).resolves.toBe('code');
  expect(load).toHaveBeenCalledTimes(3);
});
