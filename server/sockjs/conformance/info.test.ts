/** `info` and preflights: "Info test" and `verify_options` of the SockJS protocol. */

import { describe, expect, test } from 'vitest';
import { type RawHead, rawRequest } from '../testing/raw-http.ts';
import { suiteServer } from '../testing/suite-server.ts';

const server = suiteServer();
const get = (target: string, headers = {}) => rawRequest(server.port, 'GET', target, { headers });

function cors(head: RawHead) {
  return {
    origin: head.headers.get('access-control-allow-origin'),
    credentials: head.headers.get('access-control-allow-credentials'),
  };
}

describe('info', () => {
  test('lists the features of the server', async () => {
    const response = await get('/echo/info');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(JSON.parse(response.body)).toEqual({
      websocket: true,
      origins: ['*:*'],
      cookie_needed: false,
      entropy: expect.any(Number),
    });
  });

  test('is never cached and sets no cookie', async () => {
    const { headers } = await get('/cookie_needed_echo/info');
    expect(headers.get('cache-control')).toBe('no-store, no-cache, no-transform, must-revalidate, max-age=0');
    expect(headers.has('expires')).toBe(false);
    expect(headers.has('last-modified')).toBe(false);
    expect(headers.has('set-cookie')).toBe(false);
  });

  test.each([
    ['test', { origin: 'test', credentials: 'true' }],
    ['null', { origin: 'null', credentials: 'true' }],
    [undefined, { origin: '*', credentials: undefined }],
  ])('may be read by the origin %s', async (origin, expected) => {
    const response = await get('/echo/info', origin === undefined ? {} : { Origin: origin });
    expect(cors(response)).toEqual(expected);
    expect(response.headers.get('vary')).toBe('Origin');
  });

  test('has a new entropy each time, from 0 to 2^32 - 1', async () => {
    const [one, two] = await Promise.all([get('/echo/info'), get('/echo/info')]);
    const entropies = [one, two].map((response) => JSON.parse(response?.body ?? '').entropy);
    expect(entropies[0]).not.toBe(entropies[1]);
    for (const entropy of entropies) {
      expect(Number.isInteger(entropy) && entropy >= 0 && entropy < 2 ** 32).toBe(true);
    }
  });

  test('tells that WebSockets are off', async () => {
    expect(JSON.parse((await get('/disabled_websocket_echo/info')).body).websocket).toBe(false);
  });

  test('tells that cookies are needed', async () => {
    expect(JSON.parse((await get('/cookie_needed_echo/info')).body).cookie_needed).toBe(true);
  });
});

describe.each([
  ['/info', 'OPTIONS, GET'],
  ['/abc/abc/xhr', 'OPTIONS, POST'],
  ['/abc/abc/xhr_send', 'OPTIONS, POST'],
  ['/abc/abc/xhr_streaming', 'OPTIONS, POST'],
])('a preflight of %s', (suffix, methods) => {
  const options = (headers = {}) => rawRequest(server.port, 'OPTIONS', `/echo${suffix}`, { headers });

  test('may be cached for a year', async () => {
    const response = await options({ Origin: 'test' });
    expect(response.status).toBe(204);
    expect(response.body).toBe('');
    expect(response.headers.get('access-control-allow-methods')).toBe(methods);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000');
    expect(response.headers.get('access-control-max-age')).toBe('31536000');
    expect(response.headers.has('expires')).toBe(true);
  });

  test.each(['test', 'null'])('allows the origin %s', async (origin) => {
    expect(cors(await options({ Origin: origin }))).toEqual({ origin, credentials: 'true' });
  });

  test.each([
    ['a, b, c', 'a, b, c'],
    ['', undefined],
  ])('allows the headers %j', async (requested, allowed) => {
    const response = await options({ Origin: 'test', 'Access-Control-Request-Headers': requested });
    expect(response.headers.get('access-control-allow-headers')).toBe(allowed);
  });
});
