/** A server that speaks TLS by itself. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { expect, test } from './support/fixtures.ts';
import { HttpClient } from './support/http-client.ts';
import { PodshellProcess } from './support/podshell-process.ts';
import { usualTransport } from './support/sockjs-client.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { cookieHeader, tokensOf } from './support/users.ts';

test('sign-in, a shell and a flood over TLS; the certificate changes under the open shell', async ({
  serve,
  cluster,
  stateDirectory,
}) => {
  const files = { cert: join(stateDirectory, 'tls.crt'), key: join(stateDirectory, 'tls.key') };
  const write = async () => {
    const identity = await createServerIdentity(Date.now());
    writeFileSync(files.cert, identity.certPem);
    writeFileSync(files.key, identity.keyPem);
    return identity.caPem;
  };
  const ca = await write();
  const podshell = await serve({
    PODSHELL_AUTH: 'token',
    PODSHELL_TLS_CERT: files.cert,
    PODSHELL_TLS_KEY: files.key,
  });
  expect(podshell.url).toMatch(/^https:/);
  const api = new HttpClient(podshell.url, ca);
  const { alice } = await tokensOf(cluster.kubeconfig);
  const signedIn = await api.call('POST', '/api/signin', {
    headers: { 'content-type': 'application/json' },
    body: { token: alice },
  });
  expect(signedIn.status).toBe(204);
  const cookies = signedIn.headers['set-cookie'] ?? [];
  for (const cookie of cookies) expect(cookie).toMatch(/^__Host-.*; Secure/);
  const headers = { cookie: cookieHeader(signedIn) };
  const issued = await api.call('POST', '/api/pods/team-a/debian/shell', { headers, body: {} });
  expect(issued.status, issued.text).toBe(201);

  const bind = (trusted: string) =>
    TerminalClient.bind(podshell.url, String(issued.json().sessionId), { headers, ca: trusted, Ack: true });
  const terminal = await bind(ca);
  expect(await terminal.run('echo over TLS')).toBe('over TLS');
  const bytes = 3_000_000;
  const before = terminal.offset;
  terminal.type(`head -c ${bytes} /dev/zero | tr '\\0' x; echo done\n`);
  await terminal.reaches(before + bytes);
  await terminal.sees(/xdone\r\n/);

  const plain = await new HttpClient(podshell.url.replace('https:', 'http:')).get('/pods');
  expect([plain.status, plain.headers.location]).toEqual([307, `${podshell.url}/pods`]);

  const next = await write();
  await podshell.process.logged(/The TLS certificate has changed/);
  expect((await new HttpClient(podshell.url, next).get('/healthz')).status).toBe(200);
  await expect(api.get('/healthz')).rejects.toThrow();
  // Over HTTP, the next request makes a connection of its own, to a server that the client has to trust anew.
  const kept = usualTransport() === 'websocket' ? terminal : await bind(next);
  expect(await kept.run('echo still here')).toBe('still here');
  await kept.end();
});

test('a pair that cannot be used stops the start with a sentence, and without the key', async ({
  cluster,
  stateDirectory,
}) => {
  const identity = await createServerIdentity(Date.now());
  const other = await createServerIdentity(Date.now());
  const files = { cert: join(stateDirectory, 'a.crt'), key: join(stateDirectory, 'b.key') };
  writeFileSync(files.cert, identity.certPem);
  writeFileSync(files.key, other.keyPem);
  const failing = PodshellProcess.launch({
    KUBECONFIG: cluster.kubeconfig,
    PODSHELL_STATE_DIR: stateDirectory,
    PODSHELL_TLS_CERT: files.cert,
    PODSHELL_TLS_KEY: files.key,
  });
  expect(await failing.exited()).toBe(78);
  expect(failing.stderr).toContain(`PODSHELL_TLS_KEY is "${files.key}", which is not the key`);
  expect(failing.stderr).not.toContain(readFileSync(files.key, 'utf8').split('\n')[1]);
});
