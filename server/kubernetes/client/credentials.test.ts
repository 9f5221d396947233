import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { systemClock } from '#server/system-clock.ts';
import { CredentialsError } from '../errors/api-error.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { ApiClient } from './api-client.ts';
import { Credentials } from './credentials.ts';

interface Seen {
  readonly authorization: string | undefined;
  readonly certificate: string;
  readonly connection: string;
}

let identity: Awaited<ReturnType<typeof createServerIdentity>>;
let server: https.Server;
let seen: Seen[];
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'podshell-credentials-'));
  identity = await createServerIdentity(Date.now());
  server = https.createServer(
    { key: identity.keyPem, cert: identity.certPem, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const socket = request.socket as TLSSocket;
      seen.push({
        authorization: request.headers.authorization,
        certificate: socket.getPeerCertificate().fingerprint256 ?? '',
        connection: `${socket.remotePort}`,
      });
      response.end('{}');
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  seen = [];
});

function clientFor(user: object, ca = identity.caPem): { client: ApiClient; credentials: Credentials } {
  const kubeConfig = new KubeConfig();
  const { port } = server.address() as AddressInfo;
  const caData = Buffer.from(ca).toString('base64');
  kubeConfig.loadFromString(
    JSON.stringify({
      clusters: [
        { name: 'c', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': caData } },
      ],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    }),
  );
  const credentials = new Credentials(kubeConfig);
  return { credentials, client: new ApiClient(credentials, DEFAULT_LIMITS, systemClock) };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** An exec plugin that appends a line to `file` at each run, then runs `script`. */
function plugin(script: string): { exec: object; file: string } {
  const file = join(directory, randomUUID());
  writeFileSync(file, '');
  const args = ['-c', `echo run >>${file}; ${script}`];
  return { file, exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args } };
}

const credential = (token: string) =>
  `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"${token}"}}'`;

describe('a request authenticates with', () => {
  test('a token', async () => {
    const { client, credentials } = clientFor({ token: 'abc' });
    await client.get('/version');
    expect(seen[0]).toMatchObject({ authorization: 'Bearer abc', certificate: '' });
    credentials.dispose();
  });

  test('a token file, without its trailing newline', async () => {
    const tokenFile = join(directory, 'token');
    writeFileSync(tokenFile, 'from-file\n');
    const { client, credentials } = clientFor({
      'auth-provider': { name: 'tokenFile', config: { tokenFile } },
    });
    await client.get('/version');
    expect(seen[0]?.authorization).toBe('Bearer from-file');
    credentials.dispose();
  });

  test('user name and password', async () => {
    const { client, credentials } = clientFor({ username: 'u', password: 'p' });
    await client.get('/version');
    expect(seen[0]?.authorization).toBe(`Basic ${base64('u:p')}`);
    credentials.dispose();
  });

  test('a client certificate', async () => {
    const { client, credentials } = clientFor({
      'client-certificate-data': base64(identity.certPem),
      'client-key-data': base64(identity.keyPem),
    });
    await client.get('/version');
    expect(seen[0]?.certificate).not.toBe('');
    credentials.dispose();
  });

  test('an exec plugin, which runs once for concurrent requests', async () => {
    const { exec, file } = plugin(credential('from-plugin'));
    const { client, credentials } = clientFor({ exec });
    await Promise.all(Array.from({ length: 5 }, () => client.get('/version')));
    expect(seen.map(({ authorization }) => authorization)).toEqual(Array(5).fill('Bearer from-plugin'));
    expect(execFileSync('cat', [file], { encoding: 'utf8' })).toBe('run\n');
    credentials.dispose();
  });

  test('an exec plugin that fails is a CredentialsError', async () => {
    const failing = clientFor({ exec: plugin('echo token-123 is bad >&2; exit 1').exec });
    await expect(failing.client.get('/version')).rejects.toBeInstanceOf(CredentialsError);
    const missing = clientFor({ exec: { command: '/no/such/plugin' } });
    await expect(missing.client.get('/version')).rejects.toBeInstanceOf(CredentialsError);
  });
});

test('consecutive requests reuse one connection', async () => {
  const { client, credentials } = clientFor({ token: 'abc' });
  for (let count = 0; count < 3; count += 1) await client.get('/version');
  expect(new Set(seen.map(({ connection }) => connection)).size).toBe(1);
  credentials.dispose();
});

test('agents are reused while the certificates do not change', async () => {
  const { credentials } = clientFor({ token: 'abc' });
  const [first, second] = [await credentials.current(), await credentials.current()];
  expect(second.streamAgent).toBe(first.streamAgent);
  credentials.dispose();
});

test('no request is sent to a server whose certificate another authority signed', async () => {
  const other = await createServerIdentity(Date.now());
  const { client } = clientFor({ token: 'abc' }, other.caPem);
  await expect(client.get('/version')).rejects.toMatchObject({
    code: expect.stringMatching(/SIGN|VERIFY|ISSUER/),
  });
  expect(seen).toEqual([]);
});
