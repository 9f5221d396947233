/** Greeting, iframe page and 404: "Static URLs" of the SockJS protocol. */

import { describe, expect, test } from 'vitest';
import { serveSockJs } from '../test-server/serve.ts';
import { echo } from '../test-server/services.ts';
import { rawRequest } from '../testing/raw-http.ts';
import { suiteServer } from '../testing/suite-server.ts';

const server = suiteServer();
const get = (target: string, headers = {}) => rawRequest(server.port, 'GET', target, { headers });

describe('the greeting', () => {
  test.each(['/echo', '/echo/', '/echo?query', 'http://127.0.0.1/echo'])('is at %s', async (target) => {
    const response = await get(target);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=UTF-8');
    expect(response.body).toBe('Welcome to SockJS!\n');
    expect(response.headers.has('set-cookie')).toBe(false);
  });
});

describe('there is nothing at', () => {
  test.each(['/a', '/a.html', '//', '///', '/a/a', '/a/a/', '/a/', '/a/b/c', '/a/b/xhr/d'])(
    '%s',
    async (suffix) => {
      expect((await get(`/echo${suffix}`)).status).toBe(404);
    },
  );

  test.each([
    '/iframe.htm',
    '/iframe',
    '/IFRAME.HTML',
    '/IFRAME',
    '/iframe.HTML',
    '/iframe.xml',
    '/iframe-/.html',
  ])('%s', async (suffix) => {
    expect((await get(`/echo${suffix}`)).status).toBe(404);
  });

  test.each(['//', '/a./a', '/a/a.', '/./.', '/', '///'])('%s/xhr', async (suffix) => {
    expect((await get(`/echo${suffix}/xhr`)).status).toBe(404);
    expect((await rawRequest(server.port, 'POST', `/echo${suffix}/xhr`)).status).toBe(404);
  });
});

const IFRAME_PAGE = `<!DOCTYPE html>
<html>
<head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
  <script src="/sockjs.min.js"></script>
  <script>
    document.domain = document.domain;
    SockJS.bootstrap_iframe();
  </script>
</head>
<body>
  <h2>Don't panic!</h2>
  <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
</body>
</html>`;

describe('the iframe page', () => {
  test.each([
    '/iframe.html',
    '/iframe-a.html',
    '/iframe-.html',
    '/iframe-0.1.2.html',
    '/iframe-0.1.2abc-dirty.2144.html',
    '/iframe-a.html?t=1234',
    '/iframe-0.1.2abc-dirty.2144.html?t=qweqweq123',
  ])('is at %s, and may be cached for a year', async (suffix) => {
    const response = await get(`/echo${suffix}`);
    expect(response.status).toBe(200);
    expect(response.body).toBe(IFRAME_PAGE);
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000');
    expect(Date.parse(response.headers.get('expires') ?? '')).toBeGreaterThan(Date.now());
    expect(response.headers.has('etag')).toBe(true);
    expect(response.headers.has('last-modified')).toBe(false);
    expect(response.headers.has('set-cookie')).toBe(false);
  });

  test('loads its script from our own origin', () => {
    expect(IFRAME_PAGE).not.toMatch(/https?:\/\//);
  });

  test.each([
    ['the tag', (etag: string) => etag],
    ['a list that holds the tag', (etag: string) => `"x", W/${etag}`],
  ])('answers 304 without a body to %s', async (_, ifNoneMatch) => {
    const etag = (await get('/echo/iframe.html')).headers.get('etag') ?? '';
    const response = await get('/echo/iframe-1.html', { 'If-None-Match': ifNoneMatch(etag) });
    expect(response.status).toBe(304);
    expect(response.headers.has('content-type')).toBe(false);
    expect(response.body).toBe('');
  });

  test('is not served without a clientUrl', async () => {
    const without = await serveSockJs(
      [{ prefix: '/s', heartbeatMs: 25_000, clientUrl: null, onConnection: echo }],
      0,
    );
    for (const method of ['GET', 'POST']) {
      const response = await rawRequest(without.port, method, '/s/iframe.html');
      expect(response.status).toBe(404);
    }
    await without.dispose();
  });

  test('is sent in full for another tag', async () => {
    expect((await get('/echo/iframe.html', { 'If-None-Match': '"x"' })).status).toBe(200);
  });
});

describe('a wrong method', () => {
  test.each([
    ['POST', '/echo', 'GET'],
    ['POST', '/echo/iframe.html', 'GET'],
    ['POST', '/echo/info', 'OPTIONS, GET'],
    ['POST', '/echo/0/0/websocket', 'GET'],
    ['POST', '/echo/websocket', 'GET'],
    ['GET', '/echo/0/0/xhr', 'POST, OPTIONS'],
    ['GET', '/echo/0/0/xhr_streaming', 'POST, OPTIONS'],
    ['GET', '/echo/0/0/xhr_send', 'POST, OPTIONS'],
    ['POST', '/echo/0/0/eventsource', 'GET'],
    ['POST', '/echo/0/0/htmlfile', 'GET'],
    ['POST', '/echo/0/0/jsonp', 'GET'],
    ['GET', '/echo/0/0/jsonp_send', 'POST'],
  ])('%s %s answers 405, without type or body', async (method, target, allow) => {
    const response = await rawRequest(server.port, method, target);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(response.headers.has('content-type')).toBe(false);
    expect(response.body).toBe('');
  });
});
