/** Each limit: what happens beyond it, and that use up to it works. */

import { afterEach, describe, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { SockJsOptions } from './options.ts';
import type { SockJsServer } from './server.ts';
import { type ServedSockJs, serveSockJs } from './test-server/serve.ts';
import { echo } from './test-server/services.ts';
import { RawHttp, rawRequest } from './testing/raw-http.ts';
import { WebSocketClient } from './testing/web-socket-client.ts';
import { XhrClient } from './testing/xhr-client.ts';

let served: ServedSockJs;

afterEach(() => served.dispose());

async function serve(options: Partial<SockJsOptions> = {}): Promise<{ port: number; service: SockJsServer }> {
  served = await serveSockJs([{ prefix: '/s', heartbeatMs: 25_000, onConnection: echo, ...options }], 0);
  const [service] = served.services;
  if (service === undefined) throw new Error('No service');
  return { port: served.port, service };
}

async function webSocket(port: number): Promise<WebSocketClient> {
  const client = await WebSocketClient.open(port, '/s/0/0/websocket');
  expect(await client.next()).toBe('o');
  return client;
}

async function xhrSession(port: number, id = '0'): Promise<XhrClient> {
  const xhr = new XhrClient(port, `/s/0/${id}`);
  expect(await xhr.frame()).toBe('o\n');
  return xhr;
}

const TOO_BIG = 'c[1009,"Message is larger than 1 MiB"]';
const MEBIBYTE = 1024 * 1024;
const BIG_MESSAGES: readonly (readonly [string, string])[] = [
  ['one byte too many', JSON.stringify(['x'.repeat(MEBIBYTE + 1)])],
  ['twice the limit', JSON.stringify(['x'.repeat(2 * MEBIBYTE)])],
  ['too many bytes in fewer characters', JSON.stringify(['é'.repeat(MEBIBYTE / 2 + 1)])],
  ['more bytes than any escaping can produce', JSON.stringify(['x'.repeat(7 * MEBIBYTE)])],
];
const FULL_MESSAGES: readonly (readonly [string, string, number])[] = [
  ['plain', JSON.stringify(['x'.repeat(MEBIBYTE)]), MEBIBYTE],
  ['of two-byte characters', JSON.stringify(['é'.repeat(MEBIBYTE / 2)]), MEBIBYTE / 2],
  ['with the longest escapes', `["${'\\u0000'.repeat(MEBIBYTE)}"]`, MEBIBYTE],
];

describe('a message over the limit', () => {
  test.each(BIG_MESSAGES)('(%s) ends a WebSocket with the close frame, then its close', async (_, frame) => {
    const client = await webSocket((await serve()).port);
    client.send(frame);
    expect(await client.next()).toBe(TOO_BIG);
    expect((await client.closed).code).toBe(1009);
  });

  test.each(BIG_MESSAGES)('(%s) ends an xhr session with the close frame', async (_, body) => {
    const xhr = await xhrSession((await serve()).port);
    const held = await xhr.hold();
    const sender = await RawHttp.open(served.port);
    sender.send('POST', `${xhr.url}/xhr_send`, { body });
    expect((await held.readResponse()).body).toBe(`${TOO_BIG}\n`);
    expect((await sender.readHead()).status).toBe(204);
    held.close();
    sender.close();
  });

  test('ends a raw WebSocket with its close code', async () => {
    const client = await WebSocketClient.open((await serve()).port, '/s/websocket');
    client.send('x'.repeat(MEBIBYTE + 1));
    expect(await client.closed).toEqual({ code: 1009, reason: 'Message is larger than 1 MiB' });
  });

  test.each(FULL_MESSAGES)('is not one of exactly 1 MiB, %s', async (_, frame, length) => {
    const { port } = await serve();
    const client = await webSocket(port);
    client.send(frame);
    expect(JSON.parse((await client.next()).slice(1))[0]).toHaveLength(length);
    client.close();
    const xhr = await xhrSession(port);
    expect((await xhr.send(frame)).status).toBe(204);
    expect(JSON.parse((await xhr.frame()).slice(1))[0]).toHaveLength(length);
  });
});

describe('messages in one request', () => {
  const many = (count: number) => JSON.stringify(Array.from({ length: count }, () => 'x'));
  const TOO_MANY = 'c[1008,"Too many messages at once"]';

  test('end the connection when there are too many', async () => {
    const { port } = await serve({ maxMessagesPerRequest: 3 });
    const client = await webSocket(port);
    client.send(many(4));
    expect(await client.next()).toBe(TOO_MANY);
    const xhr = await xhrSession(port);
    await xhr.send(many(4));
    expect(await xhr.frame()).toBe(`${TOO_MANY}\n`);
  });

  test('are delivered up to the limit', async () => {
    const { port } = await serve({ maxMessagesPerRequest: 3 });
    const client = await webSocket(port);
    client.send(many(3));
    expect(await client.next()).toBe(`a${many(3)}`);
    client.close();
    const xhr = await xhrSession(port);
    await xhr.send(many(3));
    expect(await xhr.frame()).toBe(`a${many(3)}\n`);
  });

  test('are limited to 10,000 by default', async () => {
    const xhr = await xhrSession((await serve()).port);
    expect((await xhr.send(many(10_000))).status).toBe(204);
    expect(await xhr.frame()).toBe(`a${many(10_000)}\n`);
  });
});

describe('the queue of a session', () => {
  /** An application that ignores `false` from `send`. */
  const reckless = (options: Partial<SockJsOptions>, total: number) =>
    serve({
      maxQueueBytes: 100_000,
      ...options,
      onConnection: (connection) => {
        for (let bytes = 0; bytes < total; bytes += 1000) connection.send('x'.repeat(998));
        return { onMessage() {}, onDrain() {}, onClose() {} };
      },
    });

  test('ends the connection of an application that ignores backpressure', async () => {
    const xhr = await xhrSession((await reckless({}, 102_000)).port);
    expect(await xhr.frame()).toBe('c[1008,"Too much unsent data"]\n');
  });

  test('ends it on a WebSocket too', async () => {
    const client = await webSocket((await reckless({ maxQueueBytes: 20 }, 1000)).port);
    expect(await client.next()).toMatch(/^a/);
    expect(await client.next()).toBe('c[1008,"Too much unsent data"]');
  });

  test('holds messages up to the limit', async () => {
    const xhr = await xhrSession((await reckless({}, 90_000)).port);
    expect(JSON.parse((await xhr.frame()).slice(1))).toHaveLength(90);
  });
});

describe('sessions without a receiver', () => {
  test('are refused beyond the limit, until old ones have expired', async () => {
    const clock = new FakeClock();
    const { port, service } = await serve({ clock, maxSessionsWithoutReceiver: 3 });
    for (const id of ['1', '2', '3']) await xhrSession(port, id);
    expect((await new XhrClient(port, '/s/0/4').poll()).status).toBe(503);
    expect(service.connectionCount).toBe(3);
    clock.advance(5_000);
    expect(service.connectionCount).toBe(0);
    await xhrSession(port, '4');
  });

  test('of one client do not shut others out', async () => {
    const { port, service } = await serve({
      maxSessionsWithoutReceiverPerAddress: 2,
      clientAddress: (request) => String(request.headers['x-client']),
    });
    const open = async (client: string, id: string) =>
      (
        await fetch(`http://127.0.0.1:${port}/s/0/${id}/xhr`, {
          method: 'POST',
          headers: { 'x-client': client },
        })
      ).status;
    expect([await open('a', '1'), await open('a', '2'), await open('a', '3')]).toEqual([200, 200, 429]);
    expect(await open('b', '4')).toBe(200);
    expect(service.connectionCount).toBe(3);
  });

  test('do not include those with one; an existing session is never refused', async () => {
    const { port } = await serve({ maxSessionsWithoutReceiver: 1 });
    const xhr = await xhrSession(port, '1');
    const stream = await xhr.stream();
    await xhrSession(port, '2');
    expect((await xhr.send('["x"]')).status).toBe(204);
    expect(await stream.readChunk()).toBe('a["x"]\n');
    stream.close();
  });
});

describe('connections of one address', () => {
  test('are refused beyond the limit, and accepted again after others end', async () => {
    const { port } = await serve({ maxSessionsPerAddress: 2 });
    const one = await webSocket(port);
    await xhrSession(port);
    expect((await new XhrClient(port, '/s/0/other').poll()).status).toBe(429);
    await expect(webSocket(port)).rejects.toThrow('429');
    one.close();
    await one.closed;
    await expect
      .poll(() =>
        webSocket(port).then(
          () => 'open',
          () => 'refused',
        ),
      )
      .toBe('open');
  });

  test('are counted by clientAddress', async () => {
    const { port } = await serve({
      maxSessionsPerAddress: 1,
      clientAddress: (request) => String(request.headers['x-forwarded-for']),
    });
    for (const address of ['1.2.3.4', '5.6.7.8']) {
      const poll = (id: string) =>
        rawRequest(port, 'POST', `/s/0/${address.length}${id}${address[0]}/xhr`, {
          headers: { 'X-Forwarded-For': address },
        });
      expect((await poll('a')).status).toBe(200);
      expect((await poll('b')).status).toBe(429);
    }
  });

  test('are not counted after a failed handshake', async () => {
    const { port } = await serve({ maxSessionsPerAddress: 1 });
    const headers = { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Version': '1' };
    for (let count = 0; count < 3; count++) {
      expect((await rawRequest(port, 'GET', '/s/0/0/websocket', { headers })).status).toBe(400);
    }
    (await webSocket(port)).close();
  });
});

describe('concurrent sends of one session', () => {
  const half = async (port: number) => {
    const client = await RawHttp.open(port);
    client.send('POST', '/s/0/0/xhr_send', { headers: { 'Content-Length': '6' }, body: '["a"' });
    return client;
  };

  test('are refused beyond the limit, and accepted when others are done', async () => {
    const { port } = await serve({ maxSendersPerSession: 2 });
    const xhr = await xhrSession(port);
    const halves = [await half(port), await half(port)];
    expect((await xhr.send('["x"]')).status).toBe(429);
    for (const client of halves) {
      client.write(' ]');
      expect((await client.readResponse()).status).toBe(204);
      client.close();
    }
    expect((await xhr.send('["x"]')).status).toBe(204);
    expect(await xhr.frame()).toBe('a["a","a","x"]\n');
  });

  test('are not counted after they abort', async () => {
    const { port } = await serve({ maxSendersPerSession: 1 });
    const xhr = await xhrSession(port);
    const client = await half(port);
    client.close();
    await expect.poll(async () => (await xhr.send('["x"]')).status).toBe(204);
  });
});

test('the application learns whom a limit or `authorize` has refused', async () => {
  const refused: number[] = [];
  const { port } = await serve({
    maxSessionsPerAddress: 1,
    authorize: ({ headers }) => {
      if (headers['x-name'] === undefined) throw Object.assign(new Error('Who?'), { status: 401 });
    },
    onRefused: (_request, status) => refused.push(status),
  });
  const headers = { 'X-Name': 'ada' };
  await rawRequest(port, 'POST', '/s/0/a/xhr');
  expect((await rawRequest(port, 'POST', '/s/0/a/xhr', { headers })).body).toBe('o\n');
  await rawRequest(port, 'POST', '/s/0/b/xhr', { headers });
  expect(refused).toEqual([401, 429]);
});

describe('the application learns of input that ends a connection', () => {
  const context = { name: 'ada' };
  const serveTelling = async () => {
    const told: unknown[] = [];
    const { port } = await serve({
      authorize: () => context,
      onBadInput: (connection, code) => told.push([connection.context, code]),
      maxMessagesPerRequest: 2,
    });
    return { port, told };
  };

  test.each<[number, string, string]>([
    [1009, 'too large', JSON.stringify(['x'.repeat(MEBIBYTE + 1)])],
    [1009, 'too large for a frame', JSON.stringify(['x'.repeat(7 * MEBIBYTE)])],
    [1008, 'too many', '["a","b","c"]'],
    [3000, 'no JSON', '["a'],
  ])('%i over a WebSocket: %s', async (code, _, frame) => {
    const { port, told } = await serveTelling();
    const client = await webSocket(port);
    client.send(frame);
    await client.closed;
    expect(told).toEqual([[context, code]]);
  });

  test.each<[number, string, string]>([
    [1009, 'too large', JSON.stringify(['x'.repeat(MEBIBYTE + 1)])],
    [1008, 'too many', '["a","b","c"]'],
  ])('%i over HTTP: %s', async (code, _, body) => {
    const { port, told } = await serveTelling();
    const xhr = await xhrSession(port);
    await rawRequest(port, 'POST', `${xhr.url}/xhr_send`, { body });
    await expect.poll(() => told).toEqual([[context, code]]);
  });
});
