import { expect, test, vi } from 'vitest';

test('a wait without a limit of its own goes on for longer than a second', async () => {
  const at = performance.now() + 1_100;
  await vi.waitUntil(() => performance.now() > at);
  await expect(vi.waitUntil(() => false, { timeout: 1 })).rejects.toThrow('Timed out');
  await expect(vi.waitFor(() => expect(1).toBe(2), 1)).rejects.toThrow('1');
});
