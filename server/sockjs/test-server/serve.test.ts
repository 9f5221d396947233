import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RawHttp } from '../testing/raw-http.ts';
import { type ServedSockJs, serveSockJs } from './serve.ts';

let served: ServedSockJs;

beforeEach(async () => {
  served = await serveSockJs([], 0);
});

afterEach(() => served.dispose());

test('survives a client that resets the connection of an unhandled upgrade', async () => {
  const upgraded = new Promise<Socket>((resolve) => {
    served.http.once('upgrade', (_request, socket) => resolve(socket as Socket));
  });
  const client = await RawHttp.open(served.port);
  client.send('GET', '/nowhere', { headers: { Connection: 'Upgrade', Upgrade: 'websocket' } });
  const socket = await upgraded;
  // Not `events.once`: it adds an error listener, and this test is about the server's.
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  expect((await client.readHead()).status).toBe(404);

  client.socket.resetAndDestroy();

  await closed;
});
