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

  test('names the same session whatever its server segment', async () => {
    const session = `s-${process.pid}-server-part`;
    await opened(`/echo/000/${session}`);
    expect((await client(`/echo/111/${session}`).send('["a"]')).status).toBe(204);
    expect(await client(`/echo/999/${session}`).frame()).toBe('a["a"]\n');
  });

  test('gets 404 if its id is longer than 256 characters', async () => {
    expect((await client(`/echo/0/${'x'.repeat(257)}`).poll()).status).toBe(404);
  });
});

describe('a poll', () => {
  test('opens the session with an uncached script', async () => {
    const response = await client().poll({ headers: { Origin: 'test' } });
    expect(response.status).toBe(200);
    expect(response.body).toBe('o\n');
    expect(response.headers.get('content-type')).toBe('application/javascript; charset=UTF-8');
    expect(response.headers.get('cache-control')).toBe(NOT_CACHED);
    expect(response.headers.get('access-control-allow-origin')).toBe('test');
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
  });

  test('allows every origin without an Origin header', async () => {
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

  test('returns all queued messages in one frame', async () => {
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
  test('is answered with an empty text body', async () => {
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

  test('may not be a form, which any site could post', async () => {
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
  ])('of %j is refused, and the session stays open', async (body, reason) => {
    const xhr = await opened();
    const refused = await xhr.send(body);
    expect(refused.status).toBe(500);
    expect(refused.body).toBe(reason);
    expect((await xhr.send('["a"]')).status).toBe(204);
    expect(await xhr.frame()).toBe('a["a"]\n');
  });

  test('of an empty array is accepted', async () => {
    const xhr = await opened();
    expect((await xhr.send('[]')).status).toBe(204);
    await xhr.send(' [ "a" ,\n"b" ] ');
    expect(await xhr.frame()).toBe('a["a","b"]\n');
  });

  test('to an unknown session gets 404', async () => {
    expect((await client().send('["x"]')).status).toBe(404);
  });
});

describe('the close frame', () => {
  test('is sent on every poll', async () => {
    const xhr = await opened(sessionUrl('/close'));
    expect(await xhr.frame()).toBe('c[3000,"Go away!"]\n');
    expect(await xhr.frame()).toBe('c[3000,"Go away!"]\n');
    expect((await xhr.send('["x"]')).status).toBe(204);
  });

  test('for a second receiver is 2010', async () => {
    const xhr = await opened();
    const held = await xhr.hold();
    const second = await xhr.poll();
    expect(second.status).toBe(200);
    expect(second.body).toBe('c[2010,"Another connection still open"]\n');
    await xhr.send('["x"]');
    expect((await held.readResponse()).body).toBe('a["x"]\n');
    held.close();
  });

  test('does not follow an aborted poll: the next poll opens a new session', async () => {
    const xhr = await opened();
    const held = await xhr.hold();
    expect(await xhr.frame()).toContain('c[2010');
    held.close();
    expect(await xhr.frame()).toBe('o\n');
  });
});
