/** Pins behavior of Next on which the server relies: upgrades, the nonce, streaming, and how its built pages are called. */

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildNextApp, startNextProcess } from './testing/next-process.ts';
import { rawRequest, rawUpgrade } from './testing/raw-request.ts';

const MODES = ['production', 'development'] as const;

beforeAll(buildNextApp, 90_000);

describe.each(MODES)('in %s', (mode) => {
  let server: Awaited<ReturnType<typeof startNextProcess>>;
  beforeAll(async () => {
    server = await startNextProcess(mode);
    // Next adds its upgrade listener with the first request.
    expect((await fetch(server.url)).status).toBe(200);
  }, 60_000);
  afterAll(() => server.stop());

  test.each(['/', '/nope', '/stream', '/_next/nope'])(
    'an upgrade of %s is answered and closed',
    async (path) => {
      expect((await rawUpgrade(server.port, path)).status).toBe(404);
    },
  );

  test('an upgrade under the SockJS prefix reaches SockJS', async () => {
    expect(await rawUpgrade(server.port, '/ws/api/sockjs/000/x/websocket')).toMatchObject({
      status: 101,
      body: 'sockjs',
    });
  });

  test('hot reload is connected in development only', async () => {
    expect(await firstLine(server.port, '/_next/hmr?id=test')).toBe(
      mode === 'development' ? 'HTTP/1.1 101 Switching Protocols' : 'HTTP/1.1 404 Not Found',
    );
  });

  test('scripts have the nonce of the policy', async () => {
    const answer = await fetch(server.url);
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
    const scripts = (await answer.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  });

  test('an event is sent at once, keeps its own cache header, and a disconnect is noticed', async () => {
    const leave = new AbortController();
    const answer = await fetch(`${server.url}/stream`, { signal: leave.signal });
    expect(answer.headers.get('cache-control')).toBe('no-cache, no-transform');
    const reader = answer.body?.getReader();
    const chunk = await reader?.read();
    expect(new TextDecoder().decode(chunk?.value)).toBe('data: first\n\n');
    leave.abort();
    expect(await (await fetch(`${server.url}/stream?left`)).text()).toBe('left');
  });

  test('the image optimizer, which would bypass the guard, is off', async () => {
    expect((await rawRequest(server.port, 'GET /_next/image?url=%2Fstream&w=64&q=75')).status).toBe(404);
  });

  test('a slash at the end leads to the path without it, with its query', async () => {
    const answer = await rawRequest(server.port, 'GET /stream/?left=1');
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe('/stream?left=1');
  });

  test('an unknown path is a page that nobody keeps', async () => {
    const answer = await fetch(`${server.url}/nope`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test('what only Next may say chooses no other page', async () => {
    const headers = ['Host: 127.0.0.1', 'x-matched-path: /nope', 'x-now-route-matches: 1=nope'];
    const answer = await rawRequest(server.port, 'GET /?nxtPx=nope', headers);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('a page');
  });

  test.each([
    ['nonsense', 'nonsense'],
    ['no UTF-8', '%'],
    ['another form', '%5B%5D'],
    ['too deep', '['.repeat(10_000)],
    ['too large', 'a'.repeat(41_000)],
  ])('a client whose state cannot be read (%s) gets a page, and nothing is logged', async (_, state) => {
    const headers = ['Host: 127.0.0.1', 'RSC: 1', `Next-Router-State-Tree: ${state}`];
    const answer = await rawRequest(server.port, 'GET /', headers);
    // In development, Next's server leads to the address that the headers ask for.
    expect(answer.status).toBe(mode === 'production' ? 200 : 307);
    expect(server.output.join('\n')).not.toContain('router state');
  });

  // In development, Next's own server takes the second from the query.
  test.runIf(mode === 'production').each([
    ['web.rsc', 'web.rsc'],
    ['[name]?name=other', '[name]'],
    ['%2e%2e?name=other', '..'],
    ['a%2Fb?nxtPname=other', 'a/b'],
  ])('a part of a path is what stands there: %s', async (path, name) => {
    const answer = await rawRequest(server.port, `GET /named/${path}`);
    expect(answer.body).toContain(JSON.stringify({ name }));
  });

  test.runIf(mode === 'production')('scripts are compressed, and kept by browsers', async () => {
    const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(await (await fetch(server.url)).text()) ?? [];
    const answer = await fetch(`${server.url}${script}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect((await answer.text()).length).toBeGreaterThan(1000);
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });

  test('no stack trace is printed', () => {
    expect(server.output.join('\n')).not.toMatch(/^\s+at /m);
  });
});

/** Sends a handshake and resolves to the first line of the answer. */
function firstLine(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
          'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
    });
    socket.setEncoding('utf8');
    socket.once('data', (chunk: string) => {
      socket.destroy();
      resolve(chunk.split('\r\n')[0] ?? '');
    });
    socket.once('error', reject);
  });
}
