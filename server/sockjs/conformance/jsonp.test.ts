/** `jsonp` and `jsonp_send`: "JsonpPolling" of the SockJS protocol. */

import { describe, expect, test } from 'vitest';
import { rawRequest } from '../testing/raw-http.ts';
import { sessionUrl, suiteServer } from '../testing/suite-server.ts';

const server = suiteServer();
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const NOT_CACHED = 'no-store, no-cache, no-transform, must-revalidate, max-age=0';

const poll = (url: string, query = '?c=x') => rawRequest(server.port, 'GET', `${url}/jsonp${query}`);
const send = (url: string, body: string, headers: Record<string, string> = FORM) =>
  rawRequest(server.port, 'POST', `${url}/jsonp_send`, { body, headers });

async function opened(service?: string): Promise<string> {
  const url = sessionUrl(service);
  expect((await poll(url)).body).toBe('/**/x("o");\r\n');
  return url;
}

describe('a poll', () => {
  test('returns an uncached script that calls the callback with the frame', async () => {
    const response = await poll(sessionUrl(), '?c=%63allback');
    expect(response.status).toBe(200);
    expect(response.body).toBe('/**/callback("o");\r\n');
    expect(response.headers.get('content-type')).toBe('application/javascript; charset=UTF-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe(NOT_CACHED);
  });

  test('may use the parameter name callback', async () => {
    expect((await poll(sessionUrl(), '?callback=a.b-c_1')).body).toBe('/**/a.b-c_1("o");\r\n');
  });

  test.each([
    ['', '"callback" parameter required'],
    ['?c=a;b', 'invalid "callback" parameter'],
    ['?c=%0aa', 'invalid "callback" parameter'],
    [`?c=${'a'.repeat(33)}`, 'invalid "callback" parameter'],
  ])('with the query %j is refused', async (query, reason) => {
    const response = await poll(sessionUrl(), query);
    expect(response.status).toBe(500);
    expect(response.body).toBe(reason);
  });

  test('gets the close frame on every poll', async () => {
    const url = await opened('/close');
    for (let count = 0; count < 2; count++) {
      expect((await poll(url)).body).toBe('/**/x("c[3000,\\"Go away!\\"]");\r\n');
    }
  });
});

describe('a send', () => {
  test('is answered with ok', async () => {
    const response = await send(await opened(), 'd=%5B%22x%22%5D');
    expect(response.status).toBe(200);
    expect(response.body).toBe('ok');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=UTF-8');
    expect(response.headers.get('cache-control')).toBe(NOT_CACHED);
  });

  test.each([
    ['d=%5B%22abc%22%5D', FORM, 'abc'],
    ['a=b&d=%5B%22a+b%22%5D&c=d', FORM, 'a b'],
    ['d=%5b%22%c3%a9%22%5d', { 'Content-Type': `${FORM['Content-Type']}; charset=utf-8` }, 'é'],
    ['d=["100%"]', FORM, '100%'],
    ['["%61bc"]', { 'Content-Type': 'text/plain' }, '%61bc'],
    ['["x"]', {}, 'x'],
  ])('of %s arrives', async (body, headers, message) => {
    const url = await opened();
    expect((await send(url, body, headers)).body).toBe('ok');
    expect((await poll(url)).body).toBe(`/**/x(${JSON.stringify(`a[${JSON.stringify(message)}]`)});\r\n`);
  });

  test.each([
    ['d=%5B%22x', FORM, 'Broken JSON encoding.'],
    ['', FORM, 'Payload expected.'],
    ['d=', FORM, 'Payload expected.'],
    ['p=p', FORM, 'Payload expected.'],
    ['dd=%5B%22x%22%5D', FORM, 'Payload expected.'],
    ['["x"]', { 'Content-Type': 'application/json' }, 'Payload expected.'],
  ])('of %j as %j is refused, and the session stays open', async (body, headers, reason) => {
    const url = await opened();
    const refused = await send(url, body, headers);
    expect(refused.status).toBe(500);
    expect(refused.body).toBe(reason);
    await send(url, 'd=%5B%22b%22%5D');
    expect((await poll(url)).body).toBe('/**/x("a[\\"b\\"]");\r\n');
  });

  test('to an unknown session gets 404', async () => {
    expect((await send(sessionUrl(), 'd=%5B%22x%22%5D')).status).toBe(404);
  });
});
