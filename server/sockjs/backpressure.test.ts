/** With a receiver that does not read, `send` returns false; a sender cannot make the server buffer without limit. */

import { afterEach, describe, expect, test } from 'vitest';
import type { SockJsOptions } from './options.ts';
import { type ServedSockJs, serveSockJs } from './test-server/serve.ts';
import { RawHttp, rawRequest } from './testing/raw-http.ts';
import { ready, settled } from './testing/ready.ts';
import { type RecordedConnection, RecordingApp } from './testing/recording-app.ts';
import { WebSocketClient } from './testing/web-socket-client.ts';

const HIGH_WATER = 64 * 1024;
const MESSAGE = 'x'.repeat(16 * 1024);

let served: ServedSockJs;

afterEach(() => served.dispose());

async function serve(app: RecordingApp, options: Partial<SockJsOptions> = {}): Promise<number> {
  const all = {
    prefix: '/s',
    scriptTransports: true,
    heartbeatMs: 25_000,
    // Long, so that a slow machine does not expire the session.
    disconnectDelayMs: 60_000,
    highWaterBytes: HIGH_WATER,
    onConnection: app.onConnection,
  };
  served = await serveSockJs([{ ...all, ...options }], 0);
  return served.port;
}

/** Sends until `send` returns false. */
function fill({ connection }: RecordedConnection): number {
  let count = 1;
  while (connection.send(MESSAGE)) count++;
  return count;
}

interface Receiving {
  readonly name: string;
  /** Opens a connection whose client does not read. The returned function starts reading. */
  open(port: number): Promise<() => void>;
}

const STREAMS: readonly Receiving[] = [
  ...['/s/0/0/websocket', '/s/websocket'].map((path) => ({
    name: `a WebSocket at ${path}`,
    open: async (port: number) => {
      const client = await WebSocketClient.open(port, path);
      client.socket.pause();
      return () => client.socket.resume();
    },
  })),
  ...['POST /s/0/0/xhr_streaming', 'GET /s/0/0/eventsource', 'GET /s/0/0/htmlfile?c=c'].map((line) => ({
    name: line,
    open: async (port: number) => {
      const client = await RawHttp.open(port);
      const [method = '', target = ''] = line.split(' ');
      client.socket.pause();
      client.send(method, target);
      return () => void client.socket.resume();
    },
  })),
];

describe.each(STREAMS)('$name', ({ open }) => {
  test('returns false when full and calls onDrain once', async () => {
    const app = new RecordingApp();
    const port = await serve(app, { responseLimitBytes: 64 * 1024 * 1024, maxQueueBytes: 64 * 1024 * 1024 });
    const read = await open(port);
    const recorded = await app.latest();
    fillKernel(recorded);
    await ready(() => recorded.connection.bufferedBytes > HIGH_WATER);
    expect(recorded.connection.send(MESSAGE)).toBe(false);
    expect(await settled(() => recorded.drains)).toBe(0);
    read();
    await app.until(() => recorded.drains === 1);
    expect(recorded.connection.bufferedBytes).toBeLessThanOrEqual(HIGH_WATER / 2);
    expect(await settled(() => recorded.drains)).toBe(1);
    expect(recorded.connection.send('more')).toBe(true);
  });
});

/** Sends more than the kernel buffers for a client that does not read. */
function fillKernel(recorded: RecordedConnection): void {
  for (let bytes = 0; bytes < 24 * 1024 * 1024; bytes += MESSAGE.length) recorded.connection.send(MESSAGE);
}

describe('a session without a receiver', () => {
  test('queues messages up to the high-water mark, and has room again after a poll', async () => {
    const app = new RecordingApp();
    const port = await serve(app);
    await rawRequest(port, 'POST', '/s/0/0/xhr');
    const recorded = await app.latest();
    expect(fill(recorded)).toBe(Math.floor(HIGH_WATER / MESSAGE.length));
    expect(recorded.connection.bufferedBytes).toBeGreaterThan(HIGH_WATER);
    const poll = await rawRequest(port, 'POST', '/s/0/0/xhr');
    expect(poll.body.length).toBeGreaterThan(HIGH_WATER);
    expect(recorded.drains).toBe(1);
    expect(recorded.connection.bufferedBytes).toBe(0);
  });

  test('sends at most the response limit in one poll', async () => {
    const app = new RecordingApp();
    const port = await serve(app, { responseLimitBytes: 20_000 });
    await rawRequest(port, 'POST', '/s/0/0/xhr');
    const recorded = await app.latest();
    fill(recorded);
    const first = await rawRequest(port, 'POST', '/s/0/0/xhr');
    expect(JSON.parse(first.body.slice(1))).toHaveLength(2);
    expect(recorded.drains).toBe(0);
    await rawRequest(port, 'POST', '/s/0/0/xhr');
    expect(recorded.drains).toBe(1);
  });
});

describe('an application that pauses', () => {
  const MANY = 400;
  const texts = Array.from({ length: MANY }, (_, index) => `${index} ${'y'.repeat(100_000)}`);

  test.each(['/s/0/0/websocket', '/s/websocket'])(
    'makes the client of %s wait, and gets all in order',
    async (path) => {
      const app = new RecordingApp();
      const port = await serve(app);
      const client = await WebSocketClient.open(port, path);
      const recorded = await app.latest();
      recorded.connection.pauseReading();
      for (const text of texts) client.send(path === '/s/websocket' ? text : JSON.stringify([text]));
      const held = await settled(() => client.socket.bufferedAmount);
      expect(held).toBeGreaterThan(texts.join('').length / 2);
      expect(recorded.messages.length).toBeLessThan(MANY / 2);
      recorded.connection.resumeReading();
      await app.until(() => recorded.messages.length === MANY);
      expect(recorded.messages).toEqual(texts);
      client.close();
    },
  );

  test.each([
    ['xhr_send', 'application/json', (json: string) => json],
    ['jsonp_send', 'application/x-www-form-urlencoded', (json: string) => `d=${encodeURIComponent(json)}`],
  ])('blocks a long %s and gets every message in order', async (endpoint, type, encode) => {
    const app = new RecordingApp();
    const port = await serve(app);
    await rawRequest(port, 'POST', '/s/0/0/xhr');
    const recorded = await app.latest();
    recorded.connection.pauseReading();
    const sender = await RawHttp.open(port);
    const body = encode(JSON.stringify(texts));
    sender.send('POST', `/s/0/0/${endpoint}`, { body, headers: { 'Content-Type': type } });
    const held = await settled(() => sender.socket.writableLength);
    expect(held).toBeGreaterThan(body.length / 2);
    expect(recorded.messages).toEqual([]);
    recorded.connection.resumeReading();
    expect((await sender.readHead()).status).toBeLessThan(300);
    expect(recorded.messages).toEqual(texts);
    sender.close();
  });

  test('delays the answer to a short send until it resumes', async () => {
    const app = new RecordingApp();
    const port = await serve(app);
    await rawRequest(port, 'POST', '/s/0/0/xhr');
    const recorded = await app.latest();
    recorded.connection.pauseReading();
    const answer = rawRequest(port, 'POST', '/s/0/0/xhr_send', { body: '["a","b"]' });
    const other = await rawRequest(port, 'GET', '/s/info');
    expect(other.status).toBe(200);
    expect(recorded.messages).toEqual([]);
    recorded.connection.resumeReading();
    expect((await answer).status).toBe(204);
    expect(recorded.messages).toEqual(['a', 'b']);
  });

  test('at each message still gets every message once', async () => {
    const app = new RecordingApp();
    const port = await serve(app, {
      onConnection: (connection) => {
        const listener = app.onConnection(connection);
        return {
          onMessage(message) {
            listener.onMessage(message);
            connection.pauseReading();
            setImmediate(() => connection.resumeReading());
          },
          onDrain: () => listener.onDrain(),
          onClose: (delivered) => listener.onClose(delivered),
        };
      },
    });
    await rawRequest(port, 'POST', '/s/0/0/xhr');
    const numbers = Array.from({ length: 300 }, (_, index) => String(index));
    await rawRequest(port, 'POST', '/s/0/0/xhr_send', { body: JSON.stringify(numbers) });
    expect((await app.latest()).messages).toEqual(numbers);
  });
});
