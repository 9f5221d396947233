import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { Peer, Replica } from '../ports.ts';
import { AddressRefusedError, type PeerEndpoint } from '../transport.ts';
import { MAX_BODY_BYTES } from './json-body.ts';
import { PeerClient } from './peer-client.ts';
import { PeerKeys } from './peer-keys.ts';
import { PeerListener } from './peer-listener.ts';

const FIRST = 'a'.repeat(32);
const SECOND = 'b'.repeat(32);
const WEB_1: Replica = { id: 'web-1-0123456789ab', name: 'web-1' };
const WEB_2: Replica = { id: 'web-2-ba9876543210', name: 'web-2' };
const NEVER = new AbortController().signal;

const open: { dispose(): unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.dispose();
});

function keep<Kept extends { dispose(): unknown }>(kept: Kept): Kept {
  open.push(kept);
  return kept;
}

/** Answers with what it was asked. */
const echo: PeerEndpoint = {
  hearHello: (value) => ({ heard: value }),
  answerCall: async (name, body, from) => ({ status: 200, body: { name, body, from: from.name } }),
};

async function listen(...secrets: string[]) {
  const logger = new RecordingLogger();
  const options = {
    host: '127.0.0.1',
    port: 0,
    keys: new PeerKeys(secrets),
    self: WEB_2,
    clock: new FakeClock(),
  };
  const listener = keep(new PeerListener({ ...options, logger }));
  listener.endpoint = echo;
  await listener.listen();
  const { host, port } = listener.address;
  const peer: Peer = { ...WEB_2, url: `https://${host}:${port}`, draining: false };
  return { listener, peer, logger };
}

const clientWith = (...secrets: string[]) => keep(new PeerClient(WEB_1, new PeerKeys(secrets)));

async function answerTo(request: ClientRequest): Promise<{ status: number | undefined; text: string }> {
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, text };
}

test('hellos and calls pass, and tell who asks', async () => {
  const { peer } = await listen(FIRST);
  const client = clientWith(FIRST);
  await expect(client.hello(peer.url, { a: 'ü' }, NEVER)).resolves.toEqual({ heard: { a: 'ü' } });
  await expect(client.call(peer, 'some-call', [1], NEVER)).resolves.toEqual({
    status: 200,
    body: { name: 'some-call', body: [1], from: 'web-1' },
  });
  await expect(client.call(peer, 'no-body', undefined, NEVER)).resolves.toMatchObject({ status: 200 });
});

test.each([
  [[SECOND, FIRST], [FIRST]],
  [[FIRST], [SECOND, FIRST]],
  [
    [SECOND, FIRST],
    [FIRST, SECOND],
  ],
  [[SECOND], [SECOND, FIRST]],
])('keys rotate one replica at a time: %j reaches %j', async (ones, others) => {
  const { peer } = await listen(...others);
  await expect(clientWith(...ones).hello(peer.url, 1, NEVER)).resolves.toEqual({ heard: 1 });
});

test('without a shared secret nothing is said, and who comes learns why', async () => {
  const { listener, peer, logger } = await listen(FIRST);
  const hearHello = vi.fn();
  listener.endpoint = { ...echo, hearHello };
  const stranger = clientWith(SECOND);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await expect(stranger.hello(peer.url, 1, NEVER)).rejects.toThrow('It has another PODSHELL_SECRET');
  }
  expect(hearHello).not.toHaveBeenCalled();
  expect(logger.of('warn')).toEqual([]);
});

test.each([
  ['no pre-shared key', { rejectUnauthorized: false }],
  [
    'a guessed key',
    {
      ...new PeerKeys([FIRST]).connecting,
      pskCallback: (hint: string | null) => ({ psk: Buffer.alloc(32), identity: hint ?? '' }),
    },
  ],
])('a client with %s does not get through the handshake', async (_what, options) => {
  const { peer, logger } = await listen(FIRST);
  const { hostname, port } = new URL(peer.url);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const socket = connectTls({ host: hostname, port: Number(port), ...options });
    const onSecure = vi.fn();
    socket.on('secureConnect', onSecure);
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: expect.stringMatching(/SSL|ECONNRESET/) });
    expect(onSecure).not.toHaveBeenCalled();
  }
  await vi.waitFor(() => expect(logger.of('warn')).toHaveLength(1));
});

test('a probe that only connects is no line in the log', async () => {
  const { listener, logger } = await listen(FIRST);
  const { host, port } = listener.address;
  const probe = connectTcp(port, host);
  await once(probe, 'connect');
  probe.end();
  await once(probe, 'close');
  await clientWith(FIRST).hello(`https://${host}:${port}`, 1, NEVER);
  expect(logger.records).toEqual([]);
});

test('whoever has the address of another run is not taken for it', async () => {
  const { peer } = await listen(FIRST);
  const former = { ...peer, id: 'web-2-000000000000' };
  const client = clientWith(FIRST);
  await expect(client.call(former, 'some-call', 1, NEVER)).rejects.toThrow();
  await expect(answerTo(client.request(former, { method: 'GET', path: '/' }))).rejects.toThrow();
});

test('an address without a listener refuses; one that is cut short does not', async () => {
  const { listener, peer } = await listen(FIRST);
  const client = clientWith(FIRST);
  listener.endpoint = { ...echo, answerCall: () => new Promise(() => {}) };
  const pending = client.call(peer, 'some-call', 1, NEVER).catch((error: unknown) => error);
  await client.hello(peer.url, 1, NEVER);
  await listener.dispose();
  expect(await pending).not.toBeInstanceOf(AddressRefusedError);
  await expect(client.hello(peer.url, 1, NEVER)).rejects.toBeInstanceOf(AddressRefusedError);
});

test('an address that is none fails as any other', async () => {
  const client = clientWith(FIRST);
  await expect(client.hello('https://[fe80::1%eth0]:9443', 1, NEVER)).rejects.toThrow();
});

test('the end of a kept connection is told at once', async () => {
  const { listener, peer } = await listen(FIRST);
  const client = clientWith(FIRST);
  const closed: string[] = [];
  client.onClosed = (url) => closed.push(url);
  await client.hello(peer.url, 1, NEVER);
  await client.hello(peer.url, 2, NEVER);
  expect(closed).toEqual([]);
  await listener.dispose();
  await vi.waitFor(() => expect(closed).toEqual([peer.url]));
});

test('who waits no longer leaves', async () => {
  const { listener, peer } = await listen(FIRST);
  listener.endpoint = { ...echo, answerCall: () => new Promise(() => {}) };
  const controller = new AbortController();
  const pending = expect(clientWith(FIRST).call(peer, 'some-call', 1, controller.signal)).rejects.toThrow();
  controller.abort();
  await pending;
});

test('a body that is too large is cut off, on either way', async () => {
  const { listener, peer } = await listen(FIRST);
  const client = clientWith(FIRST);
  const large = 'x'.repeat(MAX_BODY_BYTES);
  await expect(client.call(peer, 'some-call', large, NEVER)).rejects.toThrow();
  listener.endpoint = { ...echo, answerCall: async () => ({ status: 200, body: large }) };
  await expect(client.call(peer, 'some-call', 1, NEVER)).rejects.toThrow(/too large/);
});

test('a request is passed on as it is, whatever its path', async () => {
  const { listener, peer } = await listen(FIRST);
  const seen: unknown[] = [];
  listener.onForwarded = (request, response) => {
    const { method, url, rawHeaders } = request;
    seen.push({
      method,
      url,
      host: request.headers.host,
      peer: request.headersDistinct['x-podshell-peer'],
    });
    expect(rawHeaders).toEqual(expect.arrayContaining(['Set-Cookie-Like', 'a']));
    response.writeHead(418).end('short and stout');
  };
  const headers = ['Host', 'portal.example', 'X-Podshell-Peer', 'call x y', 'Set-Cookie-Like', 'a'];
  const request = clientWith(FIRST).request(peer, {
    method: 'PATCH',
    path: '/peer/call/some-call?x',
    headers,
  });
  await expect(answerTo(request)).resolves.toEqual({ status: 418, text: 'short and stout' });
  expect(seen).toEqual([
    {
      method: 'PATCH',
      url: '/peer/call/some-call?x',
      host: 'portal.example',
      peer: [`forwarded ${WEB_1.id} ${WEB_2.id}`],
    },
  ]);
});

test('an upgrade is not passed on', async () => {
  const { listener, peer } = await listen(FIRST);
  listener.onForwarded = () => expect.unreachable();
  const headers = ['Host', 'portal.example', 'Connection', 'Upgrade', 'Upgrade', 'websocket'];
  const request = clientWith(FIRST).request(peer, { method: 'GET', path: '/ws', headers });
  request.end();
  await expect(once(request, 'upgrade')).rejects.toThrow('socket hang up');
});

/** Asks a relay for an upgrade. */
function askRelay({ url, path, agent, headers }: ReturnType<PeerClient['relayTo']>): ClientRequest {
  return httpsRequest(url, {
    path,
    agent,
    servername: '',
    headers: { ...headers, connection: 'Upgrade', upgrade: 'some-relay' },
  }).end();
}

test('a relay is an upgraded connection of its own', async () => {
  const { listener, peer } = await listen(FIRST);
  listener.onRelay = (from, _request, socket) =>
    socket.write(`HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: some-relay\r\n\r\n${from.name}`);
  const [, socket, head] = await once(askRelay(clientWith(FIRST).relayTo(peer)), 'upgrade');
  const text = head.length > 0 ? head : (await once(socket, 'data'))[0];
  expect(String(text)).toBe('web-1');
  socket.destroy();
});

test('until somebody takes them, requests and upgrades are not answered', async () => {
  const { peer } = await listen(FIRST);
  const client = clientWith(FIRST);
  await expect(answerTo(client.request(peer, { method: 'GET', path: '/' }))).resolves.toMatchObject({
    status: 503,
  });
  const [error] = await once(askRelay(client.relayTo(peer)), 'error');
  expect(error).toBeInstanceOf(Error);
});
