/** HTTP/1.0, keep-alive, pipelining and half-sent requests: "Http 1.0 and 1.1 chunking" and beyond. */

import { describe, expect, test } from 'vitest';
import { RawHttp, rawStream } from '../testing/raw-http.ts';
import { sessionUrl, suiteServer } from '../testing/suite-server.ts';
import { XhrClient } from '../testing/xhr-client.ts';

const server = suiteServer();
const KEEP_ALIVE = { Connection: 'Keep-Alive' };

describe('HTTP/1.0', () => {
  test('gets Content-Length instead of chunks, and may keep the connection', async () => {
    const client = await RawHttp.open(server.port);
    for (let count = 0; count < 2; count++) {
      client.send('GET', '/echo', { http: '1.0', headers: KEEP_ALIVE });
      const response = await client.readResponse();
      expect(response.headers.has('transfer-encoding')).toBe(false);
      expect(response.headers.get('content-length')).toBe('19');
      expect(response.headers.get('connection')).toBe('keep-alive');
      expect(response.body).toBe('Welcome to SockJS!\n');
    }
    client.close();
  });

  test('is closed after the answer without keep-alive', async () => {
    const client = await RawHttp.open(server.port);
    client.send('GET', '/echo', { http: '1.0' });
    expect(await client.readToEnd()).toMatch(/Welcome to SockJS!\n$/);
  });

  test('reads a stream to its end, without chunks or length', async () => {
    const target = `${sessionUrl('/close')}/xhr_streaming`;
    const { head, stream } = await rawStream(server.port, 'POST', target, {
      http: '1.0',
      headers: KEEP_ALIVE,
    });
    expect(head.status).toBe(200);
    expect(head.headers.has('transfer-encoding')).toBe(false);
    expect(head.headers.has('content-length')).toBe(false);
    expect(await stream.readToEnd()).toBe(`${'h'.repeat(2048)}\no\nc[3000,"Go away!"]\n`);
  });

  test('polls', async () => {
    const xhr = new XhrClient(server.port, sessionUrl());
    expect((await xhr.poll({ http: '1.0' })).body).toBe('o\n');
  });
});

describe('HTTP/1.1', () => {
  test('keeps the connection', async () => {
    const client = await RawHttp.open(server.port);
    for (let count = 0; count < 3; count++) {
      client.send('GET', '/echo', { headers: KEEP_ALIVE });
      expect((await client.readResponse()).body).toBe('Welcome to SockJS!\n');
    }
    client.close();
  });

  test('streams in chunks and keeps the connection', async () => {
    const { head, stream } = await rawStream(server.port, 'POST', `${sessionUrl('/close')}/xhr_streaming`);
    expect(head.headers.get('transfer-encoding')).toBe('chunked');
    expect(head.headers.has('content-length')).toBe(false);
    const chunks = [];
    for (let chunk = await stream.readChunk(); chunk !== ''; chunk = await stream.readChunk())
      chunks.push(chunk);
    expect(chunks.slice(1)).toEqual(['o\n', 'c[3000,"Go away!"]\n']);
    stream.send('GET', '/echo');
    expect((await stream.readResponse()).status).toBe(200);
    stream.close();
  });

  test('answers pipelined requests in order', async () => {
    const url = sessionUrl();
    const client = await RawHttp.open(server.port);
    client.send('POST', `${url}/xhr`);
    client.send('POST', `${url}/xhr_send`, { body: '["one"]' });
    client.send('GET', '/echo');
    client.send('POST', `${url}/xhr`);
    expect((await client.readResponse()).body).toBe('o\n');
    expect((await client.readResponse()).status).toBe(204);
    expect((await client.readResponse()).body).toBe('Welcome to SockJS!\n');
    expect((await client.readResponse()).body).toBe('a["one"]\n');
    client.close();
  });

  test('accepts a send pipelined behind the poll that waits for it', async () => {
    const url = sessionUrl();
    const client = await RawHttp.open(server.port);
    client.send('POST', `${url}/xhr`);
    client.send('POST', `${url}/xhr`);
    client.send('POST', `${url}/xhr_send`, { body: '["x"]' });
    expect((await client.readResponse()).body).toBe('o\n');
    expect((await client.readResponse()).body).toBe('a["x"]\n');
    expect((await client.readResponse()).status).toBe(204);
    client.close();
  });

  test('accepts a chunked body', async () => {
    const xhr = new XhrClient(server.port, sessionUrl());
    await xhr.frame();
    const client = await RawHttp.open(server.port);
    client.write(`POST ${xhr.url}/xhr_send HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
    for (const part of ['["a', 'b', '","c', '"]']) client.write(`${part.length}\r\n${part}\r\n`);
    client.write('0\r\n\r\n');
    expect((await client.readResponse()).status).toBe(204);
    expect(await xhr.frame()).toBe('a["ab","c"]\n');
    client.close();
  });

  test('answers a poll that offers HTTP/2, as Java clients do', async () => {
    const xhr = new XhrClient(server.port, sessionUrl());
    const offer = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABk' };
    expect((await xhr.poll({ headers: offer })).body).toBe('o\n');
  });

  test('answers 100 Continue before a large body', async () => {
    const xhr = new XhrClient(server.port, sessionUrl());
    await xhr.frame();
    const client = await RawHttp.open(server.port);
    client.send('POST', `${xhr.url}/xhr_send`, {
      headers: { 'Content-Length': '5', Expect: '100-continue' },
    });
    expect((await client.readHead()).status).toBe(100);
    client.write('["x"]');
    expect((await client.readResponse()).status).toBe(204);
    client.close();
  });
});

describe('an incomplete request', () => {
  test('delivers nothing when its body is cut, and the session stays open', async () => {
    const xhr = new XhrClient(server.port, sessionUrl());
    await xhr.frame();
    const client = await RawHttp.open(server.port);
    client.send('POST', `${xhr.url}/xhr_send`, { headers: { 'Content-Length': '100' }, body: '["a","b"' });
    client.close();
    expect((await xhr.send('["c"]')).status).toBe(204);
    expect(await xhr.frame()).toBe('a["c"]\n');
  });

  test('does not delay other sends', async () => {
    const xhr = new XhrClient(server.port, sessionUrl());
    await xhr.frame();
    const slow = await RawHttp.open(server.port);
    slow.send('POST', `${xhr.url}/xhr_send`, { headers: { 'Content-Length': '9' }, body: '["a",' });
    expect((await xhr.send('["c"]')).status).toBe(204);
    slow.write('"b"]');
    expect((await slow.readResponse()).status).toBe(204);
    expect(await xhr.frame()).toBe('a["c","a","b"]\n');
    slow.close();
  });

  test('with cut headers is ignored', async () => {
    const client = await RawHttp.open(server.port);
    client.write('POST /echo/0/0/xhr HTTP/1.1\r\nHost: x\r\n');
    client.close();
    expect((await new XhrClient(server.port, sessionUrl()).poll()).status).toBe(200);
  });
});
