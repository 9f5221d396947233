/** Malformed frames, headers and bodies: none may crash the process, leak a session or leave a timer. */

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { SESSION_ENDPOINTS } from './routes.ts';
import { type ServedSockJs, serveSockJs } from './test-server/serve.ts';
import { echo } from './test-server/services.ts';
import { RawHttp, rawRequest } from './testing/raw-http.ts';

const RUNS = 150;

const clock = new FakeClock();
const logger = new RecordingLogger();
const failures: unknown[] = [];
let served: ServedSockJs;

beforeAll(async () => {
  served = await serveSockJs(
    [
      {
        prefix: '/s',
        heartbeatMs: 5_000,
        scriptTransports: true,
        clock,
        logger,
        maxMessageBytes: 10_000,
        onConnection: echo,
      },
    ],
    0,
  );
  process.on('uncaughtException', onFailure);
  process.on('unhandledRejection', onFailure);
});

afterAll(async () => {
  process.off('uncaughtException', onFailure);
  process.off('unhandledRejection', onFailure);
  await served.dispose();
});

function onFailure(error: unknown): void {
  failures.push(error);
}

/** Sends bytes, reads for a moment and disconnects. */
async function hit(pieces: readonly (string | Buffer)[]): Promise<void> {
  const client = await RawHttp.open(served.port);
  const answered = new Promise((resolve) => client.socket.once('data', resolve).once('close', resolve));
  for (const piece of pieces) client.write(piece);
  const idle = new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  await Promise.race([answered, idle]);
  client.close();
}

/** Expects that the server still answers and keeps no session of clients that left. */
async function expectUnharmed(): Promise<void> {
  expect((await rawRequest(served.port, 'GET', '/s')).body).toBe('Welcome to SockJS!\n');
  await expect
    .poll(() => {
      clock.advance(60_000);
      return { open: served.services[0]?.connectionCount, timers: clock.pendingTimers };
    })
    .toEqual({ open: 0, timers: 0 });
  expect([...failures, ...logger.of('error')]).toEqual([]);
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const jsonish = fc
  .array(
    fc.constantFrom('[', ']', '"', '\\', ',', 'a', '\\u', '0', '{', '}', 'null', ' ', '\n', 'é', '\ud83d'),
  )
  .map((parts) => Buffer.from(parts.join('')));
const payload = fc.oneof(bytes, jsonish, fc.json().map(Buffer.from));

test('WebSocket frames', async () => {
  const head = fc.record({
    first: fc.nat({ max: 255 }),
    second: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0x80 | 10, 0xfe, 0xff)),
  });
  const frame = fc
    .tuple(head, bytes)
    .map(([{ first, second }, rest]) => Buffer.concat([Buffer.of(first, second), rest]));
  const textFrame = payload.map(maskedText);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(frame, textFrame, bytes), { maxLength: 5 }),
      fc.constantFrom('/s/0/0/websocket', '/s/websocket'),
      (frames, path) => hit([handshake(path), ...frames]),
    ),
    { numRuns: RUNS },
  );
  await expectUnharmed();
});

function handshake(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n`;
}

/** A well-formed text frame with a zero mask and arbitrary content. */
function maskedText(content: Buffer): Buffer {
  const length =
    content.length < 126 ? [0x80 | content.length] : [0xfe, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.of(0x81, ...length, 0, 0, 0, 0), content]);
}

const HEADER_NAMES = [
  'Upgrade',
  'Connection',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Version',
  'Sec-WebSocket-Extensions',
  'Sec-WebSocket-Protocol',
  'Origin',
  'Cookie',
  'If-None-Match',
  'Content-Type',
  'Content-Length',
  'Transfer-Encoding',
  'Expect',
  'Access-Control-Request-Headers',
];
const headerValue = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    'websocket',
    'Upgrade',
    '13',
    'constructor',
    '__proto__',
    'permessage-deflate; x=y',
    'chunked',
    '5',
  ),
);
const target = fc.oneof(
  fc
    .string({ unit: 'binary-ascii', maxLength: 60 })
    .map((rest) => `/s${rest.replace(/[\s\u007f-\uffff]/g, '')}`),
  fc.constantFrom(...SESSION_ENDPOINTS).map((endpoint) => `/s/0/0/${endpoint}?c=x`),
  fc.constantFrom('/s', '/s/info', '/s/iframe.html', '/s/websocket'),
);

test('request heads', async () => {
  const headers = fc.array(fc.tuple(fc.constantFrom(...HEADER_NAMES), headerValue), { maxLength: 6 });
  const method = fc.constantFrom('GET', 'POST', 'OPTIONS', 'HEAD', 'PUT', 'CONNECT', 'DELETE');
  await fc.assert(
    fc.asyncProperty(method, target, headers, bytes, (verb, path, fields, body) => {
      const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      return hit([`${verb} ${path} HTTP/1.1\r\nHost: x\r\n${lines}\r\n`, body]);
    }),
    { numRuns: RUNS },
  );
  await expectUnharmed();
});

test('bodies, cut at any byte', async () => {
  const endpoint = fc.constantFrom('xhr_send', 'jsonp_send');
  const type = fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'application/json', 'x');
  await fc.assert(
    fc.asyncProperty(
      endpoint,
      type,
      fc.array(payload, { maxLength: 4 }),
      fc.nat({ max: 40 }),
      (name, kind, parts, missing) => {
        const length = parts.reduce((sum, part) => sum + part.length, missing);
        const open = 'POST /s/0/fuzz/xhr HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
        const head = `POST /s/0/fuzz/${name} HTTP/1.1\r\nHost: x\r\nContent-Type: ${kind}\r\nContent-Length: ${length}\r\n\r\n`;
        return hit([open, head, ...parts]);
      },
    ),
    { numRuns: RUNS },
  );
  await expectUnharmed();
});

test('receivers that connect, abort and reconnect', async () => {
  const step = fc.constantFrom(
    'xhr',
    'xhr_streaming',
    'eventsource',
    'htmlfile?c=c',
    'jsonp?c=c',
    'xhr_send',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.nat({ max: 2 })), { maxLength: 8 }), async (steps) => {
      await Promise.all(
        steps.map(([endpoint, session]) => {
          const method = /^(xhr|jsonp_send)/.test(endpoint) ? 'POST' : 'GET';
          return hit([
            `${method} /s/0/${session}/${endpoint} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n["x"]`,
          ]);
        }),
      );
      clock.advance(1_000);
    }),
    { numRuns: RUNS / 3 },
  );
  await expectUnharmed();
});
