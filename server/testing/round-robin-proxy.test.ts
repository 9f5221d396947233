import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startRoundRobinProxy } from './round-robin-proxy.ts';

async function serverOf(answer: string): Promise<number> {
  const server = createServer((_request, response) => response.end(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A port at which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('servers get requests in turn', async () => {
  const proxy = await startRoundRobinProxy([await serverOf('one'), await serverOf('two')]);
  onTestFinished(() => proxy.dispose());
  const answers: string[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    answers.push(await (await fetch(`http://127.0.0.1:${proxy.port}/`)).text());
  }
  expect(answers).toEqual(['one', 'two', 'one', 'two']);
});

test('many requests at once all reach the one server that is left', async () => {
  const proxy = await startRoundRobinProxy([await deadPort(), await deadPort(), await serverOf('left')]);
  onTestFinished(() => proxy.dispose());
  const ask = async () => (await fetch(`http://127.0.0.1:${proxy.port}/`)).text();
  expect(await Promise.all(Array.from({ length: 30 }, ask))).toEqual(Array(30).fill('left'));
});
