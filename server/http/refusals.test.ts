/** Who learns of refusals, for the audit log. */

import { expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { MAX_HEADER_BYTES } from './client-error.ts';
import { requestIdsBehind } from './request/request-id.ts';
import { rawRequest, rawUpgrade } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';

const HOST = 'Host: 127.0.0.1';
const strangers = {
  authenticate: () => {
    throw new PodshellError('unauthenticated', 'Sign in.');
  },
};

async function serverWithRefusals(options: Parameters<typeof serverOfTest>[0] = {}) {
  const refused: string[] = [];
  const { port } = await serverOfTest({ onRefused: (_request, code) => refused.push(code), ...options });
  return { port, refused };
}

test('each refusal is told once', async () => {
  const { port, refused } = await serverWithRefusals({ gate: strangers });
  await rawRequest(port, 'GET /', ['Host: evil.example']);
  await rawRequest(port, 'POST /api/signin', [HOST, 'Origin: https://evil.example']);
  await rawRequest(port, 'GET /api/me');
  await rawRequest(port, 'GET /ws/api/sockjs/info');
  await rawUpgrade(port, '/ws/api/sockjs/0/0/websocket');
  await rawUpgrade(port, '/ws/api/sockjs/0/0/websocket', ['Host: evil.example']);
  expect(refused).toEqual([
    'host-rejected',
    'origin-rejected',
    'unauthenticated',
    'unauthenticated',
    'unauthenticated',
    'host-rejected',
  ]);
});

test('a page that leads to the sign-in refuses nothing, unless a token is tried at it', async () => {
  const { port, refused } = await serverWithRefusals({ gate: strangers });
  expect((await rawRequest(port, 'GET /pods')).status).toBe(307);
  expect((await rawRequest(port, 'GET /signin')).status).toBe(200);
  expect(refused).toEqual([]);
  await rawRequest(port, 'GET /pods', [HOST, 'Authorization: Bearer guessed']);
  expect(refused).toEqual(['unauthenticated']);
});

test('what is answered, health, and what is not there are no refusals', async () => {
  const { port, refused } = await serverWithRefusals();
  await rawRequest(port, 'GET /');
  await rawRequest(port, 'GET /healthz');
  await rawRequest(port, 'DELETE /');
  await rawUpgrade(port, '/nothing');
  expect(refused).toEqual([]);
});

test('headers that are too large to read are refused, by the id in the answer', async () => {
  const refused: unknown[] = [];
  const requestIdOf = requestIdsBehind([]);
  const { port } = await serverOfTest({
    requestIdOf,
    onRefused: (request, code) => refused.push([request.socket.remoteAddress, code, requestIdOf(request)]),
  });
  const { headers } = await rawRequest(port, 'GET /', [HOST, `X-Long: ${'a'.repeat(MAX_HEADER_BYTES)}`]);
  expect(refused).toEqual([['127.0.0.1', 'headers-too-large', headers.get('x-request-id')]]);
});

test('too many requests are refused', async () => {
  const { port, refused } = await serverWithRefusals({
    settings: { maxRequestsPerAddress: 1 },
    pages: { handleRequest: () => new Promise(() => {}), handleUpgrade: () => false },
  });
  const open = new AbortController();
  const first = fetch(`http://127.0.0.1:${port}/`, { signal: open.signal }).catch(() => {});
  await expect.poll(async () => (await rawRequest(port, 'GET /healthz')).status).toBe(429);
  expect(refused).toContain('too-many-requests');
  open.abort();
  await first;
});
