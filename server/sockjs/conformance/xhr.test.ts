/** `xhr`, `xhr_send` and sessions in general: "Protocol and framing" and "XhrPolling" of the SockJS protocol. */

import { describe, expect, test } from 'vitest';
import { rawRequest } from '../testing/raw-http.ts';
import { sessionUrl, suiteServer } from '../testing/suite-server.ts';
import { XhrClient } from '../testing/xhr-client.ts';

const server = suiteServer();
const client = (url = sessionUrl()) => new XhrClient(server.port, url);

async function opened(url?: string): Promise<XhrClient> {
  const xhr = client(url);
  expect(await xhr.frame()).toBe('o\n');
  return xhr;
}

const NOT_CACHED = 'no-store, no-cache, no-transform, must-revalidate, max-age=0';

describe('a session URL', () => {
  test.each(['/a/a', '/_/_', '/1/1', '/abcdefgh_i-j%20/abcdefg_i-j%20', '/é/ü', '/a/!~*'])(
    'may hold any value: %s',
    async (path) => {
      const target = `/echo${encodeURI(path)}${process.pid}/xhr`;
      expect((await rawRequest(server.port, 'POST', target)).body).toBe('o\n');
    },
  );

  test('is the same session whatever its server part', async () => {
    const session = `s-${process.pid}-server-part`;
    await opened(`/echo/000/${session}`);
    expect((await client(`/echo/111/${session}`).send('["a"]')).status).toBe(204);
    expect(await client(`/echo/999/${session}`).frame()).toBe('a["a"]\n');
  });

  test('is no session when its id is longer than 256 characters', async () => {
    expect((await client(`/echo/0/${'x'.repeat(257)}`).poll()).status).toBe(404);
  });
});

describe('a poll', () => {
  test('opens the session with a script that is not cached', async () => {
    const response = await client().poll({ headers: { Origin: 'test' } });
    expect(response.status).toBe(200);
    expect(response.body).toBe('o\n');
    expect(response.headers.get('content-type')).toBe('application/javascript; charset=UTF-8');
    expect(response.headers.get('cache-control')).toBe(NOT_CACHED);
    expect(response.headers.get('access-control-allow-origin')).toBe('test');
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
  });

  test('is open to every origin when none is named', async () => {
    const { headers } = await client().poll();
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  });

  test.each([
    ['a, b, c', 'a, b, c'],
    ['', undefined],
  ])('allows the headers %j', async (requested, allowed) => {
    const response = await client().poll({ headers: { 'Access-Control-Request-Headers': requested } });
    expect(response.headers.get('access-control-allow-headers')).toBe(allowed);
  });

  test('is held until there is a message', async () => {
    const xhr = await opened();
    const held = await xhr.hold();
    await xhr.send('["x"]');
    expect((await held.readResponse()).body).toBe('a["x"]\n');
    held.close();
  });

  test('brings all that waits in one frame', async () => {
    const xhr = await opened();
    await xhr.send('["a","b"]');
    await xhr.send('["c"]');
    expect(await xhr.frame()).toBe('a["a","b","c"]\n');
  });

  test('sets no cookie', async () => {
    expect((await client().poll()).headers.has('set-cookie')).toBe(false);
  });
});

describe('a send', () => {
  test('is answered with nothing, typed as text', async () => {
    const xhr = await opened();
    const response = await xhr.send('["x"]', { Origin: 'test' });
    expect(response.status).toBe(204);
    expect(response.body).toBe('');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=UTF-8');
    expect(response.headers.get('cache-control')).toBe(NOT_CACHED);
    expect(response.headers.get('access-control-allow-origin')).toBe('test');
  });

  test.each([
    'text/plain',
    'T',
    'application/json',
    'application/xml',
    '',
    'application/json; charset=utf-8',
    'text/xml; charset=utf-8',
    'text/xml',
  ])('may have the content type %j', async (type) => {
    const xhr = await opened();
    expect((await xhr.send('["a"]', { 'Content-Type': type })).status).toBe(204);
    expect(await xhr.frame()).toBe('a["a"]\n');
  });

  test('may not be a form, which any page could post', async () => {
    const xhr = await opened();
    const response = await xhr.send('["a"]', { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(500);
  });

  test.each([
    ['["x', 'Broken JSON encoding.'],
    ['["x"', 'Broken JSON encoding.'],
    ['["x"]]', 'Broken JSON encoding.'],
    ['["a\nb"]', 'Broken JSON encoding.'],
    ['["\\x"]', 'Broken JSON encoding.'],
    ['xyz', 'Broken JSON encoding.'],
    [' ', 'Broken JSON encoding.'],
    ['', 'Payload expected.'],
    ['{}', 'Payload expected.'],
    ['"x"', 'Payload expected.'],
    ['[1]', 'Payload expected.'],
  ])('of %j is refused, and the session goes on', async (body, reason) => {
    const xhr = await opened();
    const refused = await xhr.send(body);
    expect(refused.status).toBe(500);
    expect(refused.body).toBe(reason);
    expect((await xhr.send('["a"]')).status).toBe(204);
    expect(await xhr.frame()).toBe('a["a"]\n');
  });

  test('of an empty array is fine', async () => {
    const xhr = await opened();
    expect((await xhr.send('[]')).status).toBe(204);
    await xhr.send(' [ "a" ,\n"b" ] ');
    expect(await xhr.frame()).toBe('a["a","b"]\n');
  });

  test('to no session is not found', async () => {
    expect((await client().send('["x"]')).status).toBe(404);
  });
});

describe('the close frame', () => {
  test('is served again and again', async () => {
    const xhr = await opened(sessionUrl('/close'));
    expect(await xhr.frame()).toBe('c[3000,"Go away!"]\n');
    expect(await xhr.frame()).toBe('c[3000,"Go away!"]\n');
    expect((await xhr.send('["x"]')).status).toBe(204);
  });

  test('2010 is for a second receiver', async () => {
    const xhr = await opened();
    const held = await xhr.hold();
    const second = await xhr.poll();
    expect(second.status).toBe(200);
    expect(second.body).toBe('c[2010,"Another connection still open"]\n');
    await xhr.send('["x"]');
    expect((await held.readResponse()).body).toBe('a["x"]\n');
    held.close();
  });

  test('is not needed after an aborted poll: the session is new', async () => {
    const xhr = await opened();
    const held = await xhr.hold();
    expect(await xhr.frame()).toContain('c[2010');
    held.close();
    expect(await xhr.frame()).toBe('o\n');
  });
});
