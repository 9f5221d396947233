import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freePort } from './free-port.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Gives the pairs in order. */
function inOrder(...pairs: readonly number[]): () => number {
  const left = [...pairs];
  return () => left.shift() ?? Number.NaN;
}

const pairOf = (port: number) => (port - 20_000) / 2;

test('a port is given once, although nobody listens on it yet', async () => {
  const port = await freePort();
  const other = await freePort();
  expect(port).toBeLessThan(32_768);
  expect(other).not.toBe(port);
  const next = await freePort(inOrder(pairOf(port), pairOf(other), pairOf(port), await spare()));
  expect([port, other]).not.toContain(next);
});

test('a port on which somebody else listens is passed over, and can be given later', async () => {
  const pair = await spare();
  const stranger = createServer().listen(20_000 + 2 * pair, '127.0.0.1');
  cleanups.push(() => stranger.close());
  await once(stranger, 'listening');
  const other = await spare();
  expect(await freePort(inOrder(pair, other))).toBe(20_000 + 2 * other);
  stranger.close();
  await once(stranger, 'close');
  expect(await freePort(inOrder(pair))).toBe(20_000 + 2 * pair);
});

test('no other process gets it until this one has ended, also by a kill', async () => {
  const other = fork(join(import.meta.dirname, 'testing', 'take-port.ts'));
  cleanups.push(() => other.kill('SIGKILL'));
  const [port] = (await once(other, 'message')) as [number];
  const next = await spare();
  expect(await freePort(inOrder(pairOf(port), next))).toBe(20_000 + 2 * next);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await freePort(inOrder(pairOf(port)))).toBe(port);
});

/** A pair that nobody has. */
async function spare(): Promise<number> {
  const other = fork(join(import.meta.dirname, 'testing', 'take-port.ts'));
  const [port] = (await once(other, 'message')) as [number];
  other.kill('SIGKILL');
  await once(other, 'exit');
  return pairOf(port);
}
