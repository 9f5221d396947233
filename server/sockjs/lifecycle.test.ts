/** How connections open and close, on every transport and for the server as a whole. */

import { afterEach, describe, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { SockJsOptions } from './options.ts';
import { createSockJsServer } from './server.ts';
import { type ServedSockJs, STOPPING, serveSockJs } from './test-server/serve.ts';
import { RawHttp, rawRequest } from './testing/raw-http.ts';
import { settled } from './testing/ready.ts';
import { RecordingApp } from './testing/recording-app.ts';
import { WebSocketClient } from './testing/web-socket-client.ts';
import { XhrClient } from './testing/xhr-client.ts';

let served: ServedSockJs;

afterEach(() => served.dispose());

async function serve(options: Partial<SockJsOptions> = {}) {
  const clock = new FakeClock();
  const app = new RecordingApp();
  served = await serveSockJs(
    [
      {
        prefix: '/s',
        heartbeatMs: 5_000,
        scriptTransports: true,
        clock,
        onConnection: app.onConnection,
        ...options,
      },
    ],
    0,
  );
  return { port: served.port, clock, app };
}

const TRANSPORTS = [
  ['websocket', 'GET', '/s/0/0/websocket'],
  ['websocket-raw', 'GET', '/s/websocket'],
  ['xhr', 'POST', '/s/0/0/xhr'],
  ['xhr_streaming', 'POST', '/s/0/0/xhr_streaming'],
  ['eventsource', 'GET', '/s/0/0/eventsource'],
  ['htmlfile', 'GET', '/s/0/0/htmlfile?c=c'],
  ['jsonp', 'GET', '/s/0/0/jsonp?c=c'],
] as const;

const HANDSHAKE = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'x3JJHMbDL1EzLkh9GBhXDw==',
};

describe.each(TRANSPORTS)('a connection over %s', (transport, method, target) => {
  const headers: Record<string, string> = transport.startsWith('websocket') ? HANDSHAKE : {};

  test('gives the application transport and context, but not the session id', async () => {
    const { port, app } = await serve({ authorize: (request) => `user of ${request.method}` });
    const client = await RawHttp.open(port);
    client.send(method, target, { headers });
    const { connection } = await app.latest();
    expect(connection.transport).toBe(transport);
    expect(connection.context).toBe(`user of ${method}`);
    expect(connection.id).toMatch(/^[\da-f-]{36}$/);
    client.close();
  });

  test.each([
    [
      'at once',
      () => {
        throw Object.assign(new Error('no'), { status: 401 });
      },
      401,
    ],
    ['later', () => Promise.reject(new Error('no')), 403],
  ])('is refused when authorize throws %s', async (_, authorize, status) => {
    const { port, app } = await serve({ authorize });
    expect((await rawRequest(port, method, target, { headers })).status).toBe(status);
    expect(app.connections).toEqual([]);
  });

  test('opens when authorize is asynchronous', async () => {
    const { port, app } = await serve({ authorize: async () => 'late' });
    const client = await RawHttp.open(port);
    client.send(method, target, { headers });
    expect((await client.readHead()).status).toBeLessThan(300);
    expect((await app.latest()).connection.context).toBe('late');
    client.close();
  });

  test('is refused for a foreign origin', async () => {
    const { port, app } = await serve({ allowOrigin: (origin) => origin === 'http://ours' });
    const foreign = await rawRequest(port, method, target, {
      headers: { ...headers, Origin: 'http://theirs' },
    });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.has('access-control-allow-origin')).toBe(false);
    const client = await RawHttp.open(port);
    client.send(method, target, { headers: { ...headers, Origin: 'http://ours' } });
    expect((await client.readHead()).status).toBeLessThan(300);
    await app.latest();
    client.close();
  });

  test('calls onClose exactly once when the client disconnects', async () => {
    const { port, app, clock } = await serve();
    const client = await RawHttp.open(port);
    client.send(method, target, { headers });
    const recorded = await app.latest();
    client.close();
    if (transport === 'xhr' || transport === 'jsonp') clock.advance(5_000);
    await app.until(() => recorded.closes === 1);
    expect(recorded.connection.send('x')).toBe(false);
    recorded.connection.close(1000, 'again');
    expect(recorded.closes).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  test('calls onClose exactly once when the application closes', async () => {
    const { port, app } = await serve();
    const client = await RawHttp.open(port);
    client.send(method, target, { headers });
    const recorded = await app.latest();
    recorded.connection.close(4400, 'Bad');
    recorded.connection.close(4401, 'Later');
    client.close();
    await app.until(() => recorded.closes === 1);
    expect(recorded.connection.send('x')).toBe(false);
  });

  test('ends when the server is disposed, and leaves no timer', async () => {
    const { port, app, clock } = await serve();
    const client = await RawHttp.open(port);
    client.send(method, target, { headers });
    const recorded = await app.latest();
    for (const service of served.services) service.dispose(STOPPING);
    // The peer neither answers the close nor disconnects, so both timeouts must elapse.
    clock.advance(2_000);
    await app.until(() => recorded.closes === 1);
    await expect.poll(() => clock.pendingTimers).toBe(0);
    client.close();
  });
});

describe('an application that fails', () => {
  const fail = () => {
    throw new Error('application');
  };

  test.each([
    ['while opening', { onConnection: fail }],
    ['on a message', { onConnection: () => ({ onMessage: fail, onDrain() {}, onClose() {} }) }],
    [
      'on a message and the close',
      { onConnection: () => ({ onMessage: fail, onDrain() {}, onClose: fail }) },
    ],
  ])('%s loses only its own connection, and the error is logged', async (_, options) => {
    const logger = new RecordingLogger();
    const { port } = await serve({ ...options, logger });
    const client = await WebSocketClient.open(port, '/s/0/0/websocket');
    expect(await client.next()).toBe('o');
    client.send('["x"]');
    expect(await client.next()).toBe('c[1011,"Internal error"]');
    const xhr = new XhrClient(port, '/s/0/0');
    expect(await xhr.frame()).toBe('o\n');
    await xhr.send('["x"]');
    expect(await xhr.frame()).toBe('c[1011,"Internal error"]\n');
    expect(logger.of('error').length).toBeGreaterThanOrEqual(2);
  });
});

describe('an HTTP session', () => {
  test('ends 5 s after its last receiver, not before', async () => {
    const { port, app, clock } = await serve();
    const xhr = new XhrClient(port, '/s/0/0');
    await xhr.frame();
    const recorded = await app.latest();
    clock.advance(4_999);
    expect(recorded.closes).toBe(0);
    expect((await xhr.send('["x"]')).status).toBe(204);
    clock.advance(1);
    expect(recorded.closes).toBe(1);
    expect((await xhr.send('["x"]')).status).toBe(404);
    expect(await xhr.frame()).toBe('o\n');
  });

  test('gets a heartbeat in each poll that is open long enough', async () => {
    const { port, app, clock } = await serve();
    const xhr = new XhrClient(port, '/s/0/0');
    await xhr.frame();
    for (let beat = 0; beat < 3; beat++) {
      const held = await xhr.hold();
      await expect.poll(() => xhr.frame()).toContain('2010');
      clock.advance(5_000);
      expect((await held.readResponse()).body).toBe('h\n');
      held.close();
    }
    expect((await app.latest()).closes).toBe(0);
  });

  test('must open a new stream every second heartbeat, so that a dead reader is noticed', async () => {
    const { port, app, clock } = await serve();
    const xhr = new XhrClient(port, '/s/0/0');
    const stream = await xhr.stream();
    expect(await stream.readChunk()).toBe('o\n');
    clock.advance(5_000);
    expect(await stream.readChunk()).toBe('h\n');
    clock.advance(5_000);
    expect(await stream.readChunk()).toBe('h\n');
    expect(await stream.readChunk()).toBe('');
    const recorded = await app.latest();
    expect(recorded.closes).toBe(0);
    clock.advance(5_000);
    expect(recorded.closes).toBe(1);
    stream.close();
  });

  test('sends what waits before the close frame', async () => {
    const { port, app } = await serve();
    const xhr = new XhrClient(port, '/s/0/0');
    await xhr.frame();
    const { connection } = await app.latest();
    connection.send('last words');
    connection.close(1, 'Process exited');
    expect(await xhr.frame()).toBe('a["last words"]\n');
    expect(await xhr.frame()).toBe('c[1,"Process exited"]\n');
  });

  test('gets the rest and the close frame with one poll, where that is wanted', async () => {
    const { port, app } = await serve({ closesInOnePoll: true });
    const xhr = new XhrClient(port, '/s/0/0');
    expect(await xhr.frame()).toBe('o\n');
    const poll = xhr.frame();
    const { connection } = await app.latest();
    connection.send('last words');
    connection.close(4401, 'Not signed in');
    expect(await poll).toBe('a["last words"]\nc[4401,"Not signed in"]\n');
    expect(await xhr.frame()).toBe('c[4401,"Not signed in"]\n');
  });

  test.each(['xhr', 'xhr_streaming', 'eventsource'] as const)(
    'has an id of its own for each session key: %s',
    async (endpoint) => {
      const { port, app } = await serve({
        authorize: ({ headers }) => headers['x-user'],
        sessionKey: String,
      });
      const as = (user: string) => ({ headers: { 'X-User': user } });
      const xhr = new XhrClient(port, '/s/0/0');
      expect((await xhr.poll(as('alice'))).body).toBe('o\n');
      const waiting = xhr.poll(as('alice'));
      const bob = await RawHttp.open(port);
      bob.send(endpoint === 'eventsource' ? 'GET' : 'POST', `/s/0/0/${endpoint}`, as('bob'));
      await app.until(() => app.connections.length === 2);
      const [alices, bobs] = app.connections;
      expect([alices?.connection.context, bobs?.connection.context]).toEqual(['alice', 'bob']);
      expect((await xhr.send('["of alice"]', { 'X-User': 'alice' })).status).toBe(204);
      expect((await xhr.send('["of bob"]', { 'X-User': 'bob' })).status).toBe(204);
      expect((await xhr.send('["of carol"]', { 'X-User': 'carol' })).status).toBe(404);
      bobs?.connection.close(1000, 'Bye');
      alices?.connection.send('for alice');
      expect((await waiting).body).toBe('a["for alice"]\n');
      expect([alices?.messages, bobs?.messages]).toEqual([['of alice'], ['of bob']]);
    },
  );

  test('can be used only by a caller with the same context', async () => {
    const { port, app } = await serve({ authorize: (request) => ({ user: request.headers['x-user'] }) });
    const as = (user: string, endpoint: string, body = '') =>
      rawRequest(port, 'POST', `/s/0/0/${endpoint}`, { headers: { 'X-User': user }, body });
    expect((await as('alice', 'xhr')).body).toBe('o\n');
    expect((await as('bob', 'xhr_send', '["x"]')).status).toBe(404);
    expect((await as('bob', 'xhr')).status).toBe(404);
    expect((await as('alice', 'xhr_send', '["x"]')).status).toBe(204);
    expect((await app.latest()).messages).toEqual(['x']);
  });
});

describe('a WebSocket', () => {
  test('sends at once what is flushed, and the rest of the turn in one frame', async () => {
    const { port, app } = await serve();
    const client = await WebSocketClient.open(port, '/s/0/0/websocket');
    const { connection } = await app.latest();
    connection.send('a');
    connection.flush();
    expect(connection.bufferedBytes).toBe(0);
    connection.flush();
    connection.send('b');
    connection.send('c');
    expect(await client.next()).toBe('o');
    expect(await client.next()).toBe('a["a"]');
    expect(await client.next()).toBe('a["b","c"]');
  });

  test('sends what waits before the close frame', async () => {
    const { port, app } = await serve();
    const client = await WebSocketClient.open(port, '/s/0/0/websocket');
    const { connection } = await app.latest();
    connection.send('last words');
    connection.sendLiteral(Buffer.from('"and \\u2028"'));
    connection.close(1, 'Process exited');
    expect(await client.next()).toBe('o');
    expect(await client.next()).toBe('a["last words","and \\u2028"]');
    expect(await client.next()).toBe('c[1,"Process exited"]');
    expect(await client.closed).toEqual({ code: 1000, reason: 'Process exited' });
  });

  test('is cut when its peer does not answer the close', async () => {
    const { port, app, clock } = await serve();
    const client = await RawHttp.open(port);
    client.send('GET', '/s/0/0/websocket', { headers: HANDSHAKE });
    const recorded = await app.latest();
    recorded.connection.close(1000, '');
    expect(recorded.closes).toBe(0);
    clock.advance(2_000);
    await app.until(() => recorded.closes === 1);
    expect(recorded.delivered).toBe(false);
    await client.readToEnd();
  });

  test('gets everything before the close as long as it keeps reading', async () => {
    const { port, app, clock } = await serve({ maxQueueBytes: 64 * 1024 * 1024 });
    const client = await WebSocketClient.open(port, '/s/0/0/websocket');
    client.socket.pause();
    const recorded = await app.latest();
    for (let count = 0; count < 240; count++) recorded.connection.send('x'.repeat(100_000));
    recorded.connection.close(1, 'Process exited');
    clock.advance(2_000);
    client.socket.resume();
    let last = '';
    while (!last.startsWith('c')) last = await client.next();
    expect(last).toBe('c[1,"Process exited"]');
    expect((await client.closed).code).toBe(1000);
    await app.until(() => recorded.closes === 1);
    expect(recorded.delivered).toBe(true);
  });

  test('is cut when it stops reading', async () => {
    const { port, app, clock } = await serve({ maxQueueBytes: 64 * 1024 * 1024 });
    const client = await WebSocketClient.open(port, '/s/0/0/websocket');
    client.socket.pause();
    const recorded = await app.latest();
    for (let count = 0; count < 240; count++) recorded.connection.send('x'.repeat(100_000));
    recorded.connection.close(1, 'Process exited');
    await settled(() => recorded.connection.bufferedBytes);
    clock.advance(29_000);
    expect(recorded.closes).toBe(0);
    clock.advance(31_000);
    await app.until(() => recorded.closes === 1);
    expect(recorded.delivered).toBe(false);
    client.socket.terminate();
  });

  test('decodes a literal for a raw peer', async () => {
    const { port, app } = await serve();
    const client = await WebSocketClient.open(port, '/s/websocket');
    (await app.latest()).connection.sendLiteral(Buffer.from('"a\\n\\u00e9"'));
    expect(await client.next()).toBe('a\né');
    client.close();
  });
});

describe('a server', () => {
  test('closes every connection with 1001 when it is disposed', async () => {
    const { port } = await serve();
    const client = await WebSocketClient.open(port, '/s/0/0/websocket');
    const stream = await new XhrClient(port, '/s/0/stream').stream();
    expect([await client.next(), await stream.readChunk()]).toEqual(['o', 'o\n']);
    for (const service of served.services) service.dispose(STOPPING);
    expect(await client.next()).toBe('c[1001,"Test server is shutting down"]');
    expect((await client.closed).code).toBe(1001);
    expect(await stream.readChunk()).toBe('c[1001,"Test server is shutting down"]\n');
    stream.close();
  });

  test('refuses every request once disposed', async () => {
    const { port } = await serve();
    for (const service of served.services) service.dispose(STOPPING);
    expect((await rawRequest(port, 'GET', '/s/info')).status).toBe(503);
    expect((await rawRequest(port, 'GET', '/s/0/0/websocket', { headers: HANDSHAKE })).status).toBe(503);
  });

  test.each(['', '/', 'a', '/a/', '//', '/a?b'])('cannot be created with the prefix %j', (prefix) => {
    expect(() =>
      createSockJsServer({ prefix, heartbeatMs: 1, onConnection: new RecordingApp().onConnection }),
    ).toThrow(RangeError);
  });
});
