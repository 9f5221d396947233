import { readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { serverOfTest } from '../testing/server-of-test.ts';
import { FollowedKeyPair, POLL_MS } from './followed-key-pair.ts';
import { readKeyPair } from './key-pair.ts';
import { writtenPair } from './testing/written-pair.ts';

/** A busy machine takes its time. */
const WAIT = { interval: 10 };

const pairOfTest = async (now = Date.now()) => writtenPair(await createServerIdentity(now));

type Options = Parameters<typeof serverOfTest>[0];

async function start(options: Options = {}) {
  const pair = await pairOfTest();
  const clock = new FakeClock(Date.now());
  const keyPair = new FollowedKeyPair({
    files: pair,
    first: readKeyPair(pair),
    clock,
    logger: new RecordingLogger(),
  });
  onTestFinished(() => keyPair.dispose());
  const settings = { ...options.settings, tlsCert: pair.cert, tlsKey: pair.key };
  const { server, url, port } = await serverOfTest({ ...options, keyPair, settings });
  return { pair, keyPair, clock, server, url, port, ca: pair.caPem };
}

function answer(secure: boolean, options: RequestOptions): Promise<IncomingMessage & { body: string }> {
  return new Promise((resolve, reject) => {
    const { request } = secure ? { request: httpsRequest } : { request: httpRequest };
    request({ host: '127.0.0.1', agent: false, ...options }, async (response) => {
      resolve(Object.assign(response, { body: await text(response) }));
    })
      .on('error', reject)
      .end();
  });
}

/** A TLS connection that has shaken hands. @throws the error of the handshake */
function shakenHands(options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', ...options }, () => resolve(socket));
    onTestFinished(() => void socket.destroy());
    socket.once('error', reject);
  });
}

/** Sends a request over an open connection, and reads its answer to the end of the body, a word. */
async function ask(socket: TLSSocket, body: string): Promise<string> {
  let read = '';
  socket.on('data', (chunk) => {
    read += chunk;
  });
  socket.write('GET /pods HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await vi.waitUntil(() => read.includes(body), WAIT);
  socket.removeAllListeners('data');
  return read;
}

test('the pages and the sockets of terminals are served over TLS', async () => {
  const { url, port, ca } = await start();
  expect(url).toBe(`https://127.0.0.1:${port}`);
  const page = await answer(true, { port, ca, path: '/pods' });
  expect([page.statusCode, page.body]).toEqual([200, 'pages']);
  const socket = await shakenHands({ port, ca });
  socket.write(
    'GET /ws/api/sockjs/0/x/websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  expect(await text(socket)).toBe('HTTP/1.1 101 Switching Protocols\r\n\r\nsockjs');
});

test('a request that comes byte by byte is read whole', async () => {
  const { port, ca } = await start();
  const socket = await shakenHands({ port, ca });
  socket.setNoDelay(true);
  for (const byte of 'GET /pods HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n') {
    socket.write(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await text(socket)).toContain('pages');
});

describe('a handshake', () => {
  test('agrees on HTTP/1.1', async () => {
    const { port, ca } = await start();
    const socket = await shakenHands({ port, ca, ALPNProtocols: ['h2', 'http/1.1'] });
    expect(socket.alpnProtocol).toBe('http/1.1');
    expect(socket.getProtocol()).toBe('TLSv1.3');
    expect((await shakenHands({ port, ca, maxVersion: 'TLSv1.2' })).getProtocol()).toBe('TLSv1.2');
  });

  test('fails with old versions, without logging an error', async () => {
    const logger = new RecordingLogger();
    const { port, ca } = await start({ logger });
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    await expect(shakenHands({ port, ca, ...old })).rejects.toThrow();
    await expect(shakenHands({ port, ca, ALPNProtocols: ['h2'] })).rejects.toThrow();
    expect(logger.of('error')).toEqual([]);
  });

  test('that does not come is not waited for', async () => {
    const timeouts = { headers: 50, request: 1000, keepAlive: 1000, authentication: 1000 };
    const { port } = await start({ timeouts });
    const silent = connectTcp(port, '127.0.0.1');
    const begun = connectTcp(port, '127.0.0.1', () => begun.write(Buffer.of(0x16)));
    const plain = connectTcp(port, '127.0.0.1', () => plain.write('GET'));
    await Promise.all(
      [silent, begun, plain].map((socket) => {
        socket.resume();
        return new Promise((resolve) => socket.on('error', () => {}).once('close', resolve));
      }),
    );
  });
});

describe('plain HTTP on the same port', () => {
  test('is led to https, for this time', async () => {
    const { port } = await start();
    const response = await answer(false, { port, path: '/pods?q=a%20b' });
    expect(response.statusCode).toBe(307);
    expect(response.headers.location).toBe(`https://127.0.0.1:${port}/pods?q=a%20b`);
    expect(response.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['GET', { host: 'evil.example.com' }, '/', 421],
    ['GET', {}, '//evil.example.com/', 400],
    ['POST', {}, '/api/signin', 400],
  ])('%s %j %s is refused', async (method, headers, path, status) => {
    const { port } = await start();
    const response = await answer(false, { port, path, method, headers });
    expect([response.statusCode, response.headers.location]).toEqual([status, undefined]);
  });
});

test('a changed pair is for new connections; open ones go on', async () => {
  const { pair, keyPair, clock, port, ca } = await start();
  const open = await shakenHands({ port, ca });
  expect(await ask(open, 'pages')).toContain('200');
  const next = await pairOfTest();
  writeFileSync(pair.cert, readFileSync(next.cert));
  writeFileSync(pair.key, readFileSync(next.key));
  await vi.waitUntil(() => {
    clock.advance(POLL_MS);
    return keyPair.current.cert === next.certPem;
  }, WAIT);
  expect((await answer(true, { port, ca: next.caPem, path: '/pods' })).statusCode).toBe(200);
  await expect(shakenHands({ port, ca })).rejects.toThrow();
  expect(await ask(open, 'pages')).toContain('200');
});

test('open connections end with the server', async () => {
  const { server, port, ca } = await start();
  const socket = await shakenHands({ port, ca });
  const silent = connectTcp(port, '127.0.0.1');
  silent.on('error', () => {});
  await vi.waitUntil(() => silent.readyState === 'open', WAIT);
  const closed = [socket, silent].map((one) => new Promise((resolve) => one.once('close', resolve)));
  socket.on('error', () => {});
  silent.resume();
  await server.dispose(0);
  await Promise.all(closed);
});

test('an origin is ours only with https', async () => {
  const { port, ca } = await start();
  const post = (origin: string) =>
    answer(true, { port, ca, path: '/api/x', method: 'POST', headers: { origin } });
  expect((await post(`https://127.0.0.1:${port}`)).statusCode).toBe(200);
  expect((await post(`http://127.0.0.1:${port}`)).statusCode).toBe(403);
});

test('HSTS is said where it is set', async () => {
  const { port, ca } = await start({ settings: { hstsSeconds: 3600 } });
  const response = await answer(true, { port, ca, path: '/' });
  expect(response.headers['strict-transport-security']).toBe('max-age=3600');
  const silent = await start();
  const without = await answer(true, { port: silent.port, ca: silent.ca, path: '/' });
  expect(without.headers['strict-transport-security']).toBeUndefined();
});
