/** The WebSocket transports: "WebSocket protocols" and "Raw WebSocket url" of the SockJS protocol. */

import { describe, expect, test } from 'vitest';
import { RawHttp, rawRequest } from '../testing/raw-http.ts';
import { sessionUrl, suiteServer } from '../testing/suite-server.ts';
import { WebSocketClient } from '../testing/web-socket-client.ts';

const server = suiteServer();
const open = (path: string) => WebSocketClient.open(server.port, path);

async function opened(url = sessionUrl()): Promise<WebSocketClient> {
  const client = await open(`${url}/websocket`);
  expect(await client.next()).toBe('o');
  return client;
}

const HANDSHAKE = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'x3JJHMbDL1EzLkh9GBhXDw==',
};

describe('the handshake', () => {
  test.each([
    ['RFC 6455', HANDSHAKE],
    ['version 8', { ...HANDSHAKE, 'Sec-WebSocket-Version': '8', 'Sec-WebSocket-Origin': 'http://asd' }],
    ['a Connection header with several values', { ...HANDSHAKE, Connection: 'keep-alive, Upgrade' }],
    ['an Upgrade header in capitals', { ...HANDSHAKE, Upgrade: 'WEBSOCKET' }],
  ])('succeeds for %s', async (_, headers) => {
    const client = await RawHttp.open(server.port);
    client.send('GET', `${sessionUrl()}/websocket?query=ignored`, { headers });
    const head = await client.readHead();
    expect(head.status).toBe(101);
    expect(head.headers.get('sec-websocket-accept')).toBe('HSmrc0sMlYUkAGmm5OPpG2HaGWk=');
    expect(head.headers.get('connection')?.toLowerCase()).toBe('upgrade');
    expect(head.headers.get('upgrade')?.toLowerCase()).toBe('websocket');
    expect(head.headers.has('content-length')).toBe(false);
    client.close();
  });

  test.each([
    ['no Upgrade header', {}, 'Can "Upgrade" only to "WebSocket".'],
    ['another Connection', { Upgrade: 'WebSocket', Connection: 'close' }, '"Connection" must be "Upgrade".'],
    ['another protocol', { ...HANDSHAKE, Upgrade: 'h2c' }, 'Can "Upgrade" only to "WebSocket".'],
    ['no key', { ...HANDSHAKE, 'Sec-WebSocket-Key': 'x' }, ''],
    ['an old draft version', { ...HANDSHAKE, 'Sec-WebSocket-Version': '7' }, ''],
  ])('fails with 400 for %s', async (_, headers, reason) => {
    const response = await rawRequest(server.port, 'GET', '/echo/0/0/websocket', { headers });
    expect(response.status).toBe(400);
    expect(response.body).toContain(reason);
  });

  test.each<Record<string, string>>([{}, { Upgrade: 'WebSocket', Connection: 'Upgrade' }])(
    'fails with 405 for POST %j',
    async (headers) => {
      const response = await rawRequest(server.port, 'POST', '/echo/0/0/websocket', { headers });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET');
      expect(response.headers.has('content-type')).toBe(false);
      expect(response.body).toBe('');
    },
  );

  test.each([
    '/disabled_websocket_echo/0/0/websocket',
    '/disabled_websocket_echo/websocket',
    '/echo/0/0/xhr',
    '/echo',
  ])('fails with 404 at %s', async (target) => {
    expect((await rawRequest(server.port, 'GET', target, { headers: HANDSHAKE })).status).toBe(404);
  });
});

describe('a framed connection', () => {
  test.each([
    ['["a"]', 'a["a"]'],
    ['"a"', 'a["a"]'],
    ['["a","b"]', 'a["a","b"]'],
    ['["\\u2028"]', 'a["\\u2028"]'],
    [JSON.stringify(['x'.repeat(70_000)]), `a["${'x'.repeat(70_000)}"]`],
    [JSON.stringify(['"é\n'.repeat(20_000)]), `a${JSON.stringify(['"é\n'.repeat(20_000)])}`],
  ])('echoes %.30s', async (frame, answer) => {
    const client = await opened();
    client.send(frame);
    expect(await client.next()).toBe(answer);
    client.close();
  });

  test.each(['', '[]'])('ignores the frame %j', async (frame) => {
    const client = await opened();
    client.send(frame);
    client.send('["a"]');
    expect(await client.next()).toBe('a["a"]');
    client.close();
  });

  test.each(['["a', '{', '[1]', '{}', 'null', '["a",{}]', 'x'])(
    'ends on the frame %s, without another',
    async (frame) => {
      const client = await opened();
      client.send(frame);
      expect((await client.closed).code).toBe(3000);
      await expect(client.next()).rejects.toThrow();
    },
  );

  test('ends after the close frame', async () => {
    const client = await opened(sessionUrl('/close'));
    expect(await client.next()).toBe('c[3000,"Go away!"]');
    expect(await client.closed).toEqual({ code: 3000, reason: 'Go away!' });
  });

  test('may have the same session id as another', async () => {
    const url = sessionUrl();
    const [one, two] = [await opened(url), await opened(url)];
    one.send('["1"]');
    two.send('["2"]');
    expect(await one.next()).toBe('a["1"]');
    expect(await two.next()).toBe('a["2"]');
    one.close();
    two.close();
    await one.closed;
    const three = await opened(url);
    three.send('["3"]');
    expect(await three.next()).toBe('a["3"]');
    three.close();
  });
});

describe('a raw connection', () => {
  test.each(['Hello world!\uffff', '', '["a"]', '🙂'])('echoes %j without frames', async (text) => {
    const client = await open('/echo/websocket');
    client.send(text);
    expect(await client.next()).toBe(text);
    client.close();
  });

  test("is closed with the application's code", async () => {
    const client = await open('/close/websocket');
    expect(await client.closed).toEqual({ code: 3000, reason: 'Go away!' });
  });
});
