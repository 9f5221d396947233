import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import https from 'node:https';
import net, { type AddressInfo, type Server, Socket } from 'node:net';
import tls from 'node:tls';
import { queryObjects } from 'node:v8';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { StreamAgent } from './stream-agent.ts';

let server: https.Server;
let caPem: string;
/** What key exchanges used. */
const curves: (string | undefined)[] = [];
const connections: { readonly name: string | false; readonly resumed: boolean }[] = [];

beforeAll(async () => {
  const identity = await createServerIdentity(Date.now());
  caPem = identity.caPem;
  server = https.createServer({ key: identity.keyPem, cert: identity.certPem }, (_request, response) =>
    response.end('answer'),
  );
  server.on('secureConnection', (socket: tls.TLSSocket & { servername: string | false }) => {
    connections.push({ name: socket.servername, resumed: socket.isSessionReused() });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function agentFor(servername?: string, resumeMs?: number): StreamAgent {
  const secureContext = tls.createSecureContext({ ca: caPem });
  const more = resumeMs === undefined ? {} : { resumeMs };
  return new StreamAgent({ secureContext, servername, rejectUnauthorized: undefined, ...more });
}

/** @param at which server */
async function ask(agent: StreamAgent, at: Server = server): Promise<string> {
  const { port } = at.address() as AddressInfo;
  const request = https.request({ host: '127.0.0.1', port, agent });
  request.end();
  const [response] = await once(request, 'response');
  curves.push((response.socket.getEphemeralKeyInfo() as tls.EphemeralKeyInfo).name);
  let text = '';
  for await (const piece of response) text += piece;
  return text;
}

/** A connection without a request, which the server leaves open. */
function resume(agent: StreamAgent): Promise<tls.TLSSocket> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    agent.createConnection({ host: '127.0.0.1', port }, (_error, socket) => resolve(socket));
  });
}

/** How many buffers eight connections keep, with those of the server. */
async function buffersOf(
  connect: () => Promise<tls.TLSSocket>,
): Promise<{ readonly sockets: readonly tls.TLSSocket[]; readonly buffers: number }> {
  const before = queryObjects(Buffer, { format: 'count' });
  const sockets: tls.TLSSocket[] = [];
  for (let count = 0; count < 8; count += 1) sockets.push(await connect());
  return { sockets, buffers: queryObjects(Buffer, { format: 'count' }) - before };
}

test('each request opens a connection that resumes the previous TLS session', async () => {
  const agent = agentFor();
  connections.length = 0;
  expect(await ask(agent)).toBe('answer');
  expect(await ask(agent)).toBe('answer');
  expect(connections.map(({ resumed }) => resumed)).toEqual([false, true]);
});

describe('a session', () => {
  test('is resumed with a small key, and begun with a large one', async () => {
    const agent = agentFor();
    curves.length = 0;
    await ask(agent);
    await ask(agent);
    await ask(agent);
    // OpenSSL has keys against quantum computers since 3.5.
    const [major = 0, minor = 0] = process.versions.openssl.split('.').map(Number);
    const full = major > 3 || minor >= 5 ? 'X25519MLKEM768' : 'X25519';
    expect(curves).toEqual([full, 'X25519', 'X25519']);
  });

  test('that the server has forgotten is done without, and from then on not relied on', async () => {
    const agent = agentFor();
    curves.length = 0;
    connections.length = 0;
    await ask(agent);
    server.setTicketKeys(randomBytes(48));
    expect(await ask(agent)).toBe('answer');
    expect(await ask(agent)).toBe('answer');
    const answered = connections.slice(-2).map(({ resumed }) => resumed);
    expect(answered).toEqual([false, true]);
    expect(curves[1]).toBe(curves[0]);
    expect(curves[2]).toBe(curves[0]);
  });

  test('is not kept by the connections that resumed it', async () => {
    const agent = agentFor();
    await ask(agent);
    const resumed = await buffersOf(() => resume(agent));
    const { port } = server.address() as AddressInfo;
    const full = await buffersOf(async () => {
      const socket = tls.connect({ host: '127.0.0.1', port, ca: caPem });
      await once(socket, 'secureConnect');
      return socket;
    });
    expect(resumed.sockets.map((socket) => socket.isSessionReused())).toEqual(Array(8).fill(true));
    for (const socket of [...resumed.sockets, ...full.sockets]) socket.destroy();
    expect(resumed.buffers).toBeLessThanOrEqual(full.buffers);
  });

  test('lets nobody in who does not know it', async () => {
    const agent = agentFor();
    await ask(agent);
    const { certPem, keyPem } = await createServerIdentity(Date.now());
    const other = https.createServer({ key: keyPem, cert: certPem }, (_, response) => response.end('stolen'));
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    await expect(ask(agent, other)).rejects.toThrow(/certificate/);
    other.close();
  });

  test('is done without where resuming hangs', async () => {
    const agent = agentFor(undefined, 1);
    await ask(agent);
    const silent = net.createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const request = https.request({ host: '127.0.0.1', port, agent }).on('error', () => {});
    request.end();
    // It gets no connection before that.
    await once(request, 'socket');
    request.destroy();
    silent.close();
  });
});

test('small writes do not wait for the acknowledgement of those before', async () => {
  const setNoDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
  await ask(agentFor());
  expect(setNoDelay.mock.calls).toEqual([[true]]);
  setNoDelay.mockRestore();
});

test('a certificate of another authority is refused', async () => {
  const secureContext = tls.createSecureContext();
  const agent = new StreamAgent({ secureContext, servername: undefined, rejectUnauthorized: undefined });
  await expect(ask(agent)).rejects.toThrow(/certificate/);
});

test('servername is checked against the certificate instead of the address', async () => {
  await expect(ask(agentFor('not-in-the-certificate.example'))).rejects.toThrow(/altnames/);
  connections.length = 0;
  await ask(agentFor('localhost'));
  expect(connections.map(({ name }) => name)).toEqual(['localhost']);
});
