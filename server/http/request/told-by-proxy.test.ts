import { describe, expect, test } from 'vitest';
import { rawRequest, rawUpgrade } from '../testing/raw-request.ts';
import { serverOfTest } from '../testing/server-of-test.ts';

const settings = {
  allowedHosts: ['podshell.example.com', 'inner.example.com'],
  trustedProxies: ['127.0.0.1'],
};
const HOST = 'Host: 127.0.0.1:3000';
const ORIGIN = 'Origin: https://podshell.example.com';

async function statusWith(headers: readonly string[], more: object = {}): Promise<number> {
  const { port } = await serverOfTest({ settings: { ...settings, ...more } });
  const { status } = await rawRequest(port, 'POST /api/pods/a/b/shell', [
    HOST,
    'Content-Length: 0',
    ...headers,
  ]);
  return status;
}

describe('a proxy that does not keep the Host', () => {
  test.each([
    ['X-Forwarded-Host: podshell.example.com'],
    ['X-Forwarded-Host: podshell.example.com, inner.example.com'],
    ['X-Forwarded-Host: podshell.example.com', 'X-Forwarded-Proto: https'],
    ['Forwarded: for=192.0.2.1;host=podshell.example.com;proto=https'],
    ['Forwarded: host="podshell.example.com:443"'],
    ['Forwarded: host=evil.example.com', 'X-Forwarded-Host: podshell.example.com'],
  ])('names it: %s', async (...headers) => {
    expect(await statusWith([ORIGIN, ...headers])).toBe(200);
    const { port } = await serverOfTest({ settings });
    const upgraded = await rawUpgrade(port, '/ws/api/sockjs/0/a/websocket', [HOST, ORIGIN, ...headers]);
    expect(upgraded.status).toBe(101);
  });

  test.each([
    [403, []],
    [403, ['X-Forwarded-Host: inner.example.com']],
    [403, ['X-Forwarded-Host: podshell.example.com', 'X-Forwarded-Proto: http']],
    [403, ['Forwarded: host=podshell.example.com;proto=http']],
    [403, ['Forwarded: host=podshell.example.com;host=podshell.example.com']],
    [421, ['X-Forwarded-Host: evil.example.com']],
    [421, ['X-Forwarded-Host: evil.example.com, podshell.example.com']],
    [421, ['X-Forwarded-Host:']],
    [421, ['Forwarded: host=evil.example.com']],
  ])('is answered %i with %j', async (status, headers) => {
    expect(await statusWith([ORIGIN, ...headers])).toBe(status);
  });

  test('a page of another site cannot name our host for its own', async () => {
    const forged = ['Origin: https://evil.example.com', 'X-Forwarded-Host: podshell.example.com'];
    expect(await statusWith(forged)).toBe(403);
  });
});

test('others than trusted proxies are not heard', async () => {
  expect(await statusWith([ORIGIN, 'X-Forwarded-Host: podshell.example.com'], { trustedProxies: [] })).toBe(
    403,
  );
  expect(
    await statusWith(['Origin: http://127.0.0.1:3000', 'X-Forwarded-Host: evil.example.com'], {
      trustedProxies: [],
    }),
  ).toBe(200);
});
