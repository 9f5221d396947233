import { expect, test, vi } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { pressExitKeys } from './exit-keys.ts';

/** Presses the keys of an operating system; gives what was pressed so far. */
function press(os: 'linux' | 'windows') {
  const clock = new FakeClock();
  const ended = Promise.withResolvers<void>();
  const keys: string[] = [];
  const input = { write: (bytes: Uint8Array) => keys.push(Buffer.from(bytes).toString()) > 0 };
  const done = pressExitKeys(input, os, clock, ended.promise);
  return { clock, keys, done, end: () => ended.resolve() };
}

test('each key is a write of its own, and SIGQUIT comes last', async () => {
  const { clock, keys, done } = press('linux');
  for (let pressed = 1; pressed <= 6; pressed += 1) {
    await vi.waitUntil(() => keys.length === pressed);
    clock.advance(300);
  }
  await done;
  expect(keys).toEqual(['\u0003', '\u0004', '\u0003', '\u0004', '\u001c', '\u0004']);
});

test.each(['linux', 'windows'] as const)('no key follows the end of the shell, on %s', async (os) => {
  const { keys, done, end } = press(os);
  end();
  await done;
  expect(keys).toEqual(['\u0003']);
});
