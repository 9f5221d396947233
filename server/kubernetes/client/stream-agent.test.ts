import { once } from 'node:events';
import https from 'node:https';
import { type AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { StreamAgent } from './stream-agent.ts';

let server: https.Server;
let caPem: string;
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

function agentFor(servername?: string): StreamAgent {
  const secureContext = tls.createSecureContext({ ca: caPem });
  return new StreamAgent({ secureContext, servername, rejectUnauthorized: undefined });
}

async function ask(agent: StreamAgent, options: object = {}): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const request = https.request({ host: '127.0.0.1', port, agent, ...options });
  request.end();
  const [response] = await once(request, 'response');
  let text = '';
  for await (const piece of response) text += piece;
  return text;
}

test('each request opens a connection that resumes the previous TLS session', async () => {
  const agent = agentFor();
  connections.length = 0;
  expect(await ask(agent)).toBe('answer');
  expect(await ask(agent)).toBe('answer');
  expect(connections.map(({ resumed }) => resumed)).toEqual([false, true]);
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
