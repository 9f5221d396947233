import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';

const script = join(import.meta.dirname, '..', '..', 'deploy', 'healthcheck.mjs');

async function check(
  port: number,
  settings: Record<string, string> = {},
): Promise<{ code: number | null; stderr: string }> {
  const env = { NODE_ENV: 'test' as const, PORT: String(port), ...settings };
  const child = spawn(process.execPath, [script], { env });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

test('the healthcheck asks /healthz by a name that is always served', async () => {
  let status = 200;
  const asked: unknown[] = [];
  const server = createServer(({ url, headers }, response) => {
    asked.push([url, headers.host]);
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await check(port)).toEqual({ code: 0, stderr: '' });
  expect(asked).toEqual([['/healthz', 'localhost']]);
  status = 503;
  expect(await check(port)).toEqual({ code: 1, stderr: '/healthz answers 503\n' });
  server.close();
  await once(server, 'close');
  expect(await check(port)).toMatchObject({ code: 1, stderr: expect.stringContaining('ECONNREFUSED') });
});

test('a server that speaks TLS by itself is asked over TLS, whoever issued its certificate', async () => {
  const { certPem, keyPem } = await createServerIdentity(Date.now());
  const server = createSecureServer({ cert: certPem, key: keyPem }, ({ url }, response) => {
    response.writeHead(url === '/healthz' ? 200 : 404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await check(port, { PODSHELL_TLS_CERT: '/tls.crt' })).toEqual({ code: 0, stderr: '' });
  server.close();
});
