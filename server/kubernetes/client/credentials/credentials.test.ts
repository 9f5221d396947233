import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import type { UsableContext } from '#server/kubernetes/kubeconfig/kubeconfig.ts';
import { DEFAULT_LIMITS } from '#server/kubernetes/limits.ts';
import { contextWith } from '#server/kubernetes/testing/contexts.ts';
import { FakeApiServer, type FakeIdentity } from '#server/kubernetes/testing/fake-api-server.ts';
import { systemClock } from '#server/system-clock.ts';
import { ApiClient } from '../api-client.ts';
import { Credentials } from './credentials.ts';

let identity: FakeIdentity;
let server: FakeApiServer;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'podshell-credentials-'));
  identity = await createServerIdentity(Date.now());
  server = await FakeApiServer.start(identity);
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => server.reset());

function contextAt(user: object, ca = identity.caPem): UsableContext {
  const cluster = { server: server.url, 'certificate-authority-data': base64(ca) };
  return contextWith(cluster, user);
}

function clientFor(
  user: object,
  ca = identity.caPem,
  reread = async () => {},
): { client: ApiClient; credentials: Credentials } {
  const credentials = new Credentials(contextAt(user, ca), {
    env: process.env,
    systemAuthorities: async () => [],
    clock: systemClock,
    pluginMs: DEFAULT_LIMITS.pluginMs,
    reread,
  });
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
    expect(server.seen[0]).toMatchObject({ authorization: 'Bearer abc', certificate: '' });
    credentials.dispose();
  });

  test('a token file, without its trailing newline', async () => {
    const tokenFile = join(directory, 'token');
    writeFileSync(tokenFile, 'from-file\n');
    const { client, credentials } = clientFor({ tokenFile });
    await client.get('/version');
    expect(server.seen[0]?.authorization).toBe('Bearer from-file');
    credentials.dispose();
  });

  test('user name and password', async () => {
    const { client, credentials } = clientFor({ username: 'u', password: 'p' });
    await client.get('/version');
    expect(server.seen[0]?.authorization).toBe(`Basic ${base64('u:p')}`);
    credentials.dispose();
  });

  test('a client certificate', async () => {
    const { client, credentials } = clientFor({
      'client-certificate-data': base64(identity.certPem),
      'client-key-data': base64(identity.keyPem),
    });
    await client.get('/version');
    expect(server.seen[0]?.certificate).not.toBe('');
    credentials.dispose();
  });

  test('an exec plugin, which runs once for concurrent requests', async () => {
    const { exec, file } = plugin(credential('from-plugin'));
    const { client, credentials } = clientFor({ exec });
    await Promise.all(Array.from({ length: 5 }, () => client.get('/version')));
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(
      Array(5).fill('Bearer from-plugin'),
    );
    expect(execFileSync('cat', [file], { encoding: 'utf8' })).toBe('run\n');
    credentials.dispose();
  });
});

describe('after a 401', () => {
  test('the credentials are read again, and the request is sent once more', async () => {
    const tokenFile = join(directory, randomUUID());
    writeFileSync(tokenFile, 'old');
    server.accepted = 'Bearer new';
    const { client, credentials } = clientFor({ tokenFile });
    // The token is renewed while the request with the old one is under way.
    server.onRequest = () => writeFileSync(tokenFile, 'new');
    await client.get('/version');
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer new']);
    credentials.dispose();
  });

  test('a renewed kubeconfig is read, once for concurrent requests', async () => {
    server.accepted = 'Bearer new';
    let reads = 0;
    const { client, credentials } = clientFor({ token: 'old' }, identity.caPem, async () => {
      reads += 1;
      credentials.update(contextAt({ token: 'new' }));
    });
    await Promise.all([client.get('/version'), client.get('/version'), client.get('/version')]);
    expect(server.seen.filter(({ authorization }) => authorization === 'Bearer new')).toHaveLength(3);
    await client.get('/version');
    expect(reads).toBe(1);
    credentials.dispose();
  });

  test('the exec plugin runs again', async () => {
    server.accepted = 'Bearer new';
    const next = join(directory, randomUUID());
    writeFileSync(next, 'old');
    const status = `"status":{"token":"'$(cat ${next})'"}`;
    const { exec, file } = plugin(credential('TOKEN').replace('"status":{"token":"TOKEN"}', status));
    const { client, credentials } = clientFor({ exec });
    await expect(client.get('/version')).rejects.toMatchObject({ httpStatus: 401 });
    writeFileSync(next, 'new');
    await Promise.all([client.get('/version'), client.get('/version'), client.get('/version')]);
    await client.get('/version');
    // Once for the first request, again for each 401 that it could have explained.
    expect(execFileSync('cat', [file], { encoding: 'utf8' })).toBe('run\nrun\nrun\n');
    credentials.dispose();
  });

  test('a request with the same credentials is not sent again', async () => {
    server.accepted = 'Bearer other';
    const { client, credentials } = clientFor({ token: 'old' });
    await expect(client.get('/version')).rejects.toMatchObject({ httpStatus: 401 });
    expect(server.seen).toHaveLength(1);
    credentials.dispose();
  });

  test('a request with renewed credentials is not sent a third time', async () => {
    server.accepted = 'Bearer other';
    let tokens = 0;
    const { client, credentials } = clientFor({ token: 'old' }, identity.caPem, async () => {
      tokens += 1;
      credentials.update(contextAt({ token: `new-${tokens}` }));
    });
    await expect(client.get('/version')).rejects.toMatchObject({ httpStatus: 401 });
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer new-1']);
    credentials.dispose();
  });

  test('a stream is opened with renewed credentials too', async () => {
    server.accepted = 'Bearer new';
    const { client, credentials } = clientFor({ token: 'old' }, identity.caPem, async () =>
      credentials.update(contextAt({ token: 'new' })),
    );
    const stream = await client.stream('/watch', {}, new AbortController().signal);
    stream.resume();
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer new']);
    credentials.dispose();
  });
});

test('consecutive requests reuse one connection', async () => {
  const { client, credentials } = clientFor({ token: 'abc' });
  for (let count = 0; count < 3; count += 1) await client.get('/version');
  expect(new Set(server.seen.map(({ connection }) => connection)).size).toBe(1);
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
  expect(server.seen).toEqual([]);
});
