import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { localCaller } from '#server/testing/callers.ts';
import { frontAndOwner, textOf } from '../testing/front-and-owner.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { ownedId, replicaOfTest, TestNetwork } from '../testing/replicas.ts';

const HOST = 'Host: 127.0.0.1';

test('goes whole, and the answer comes back whole', async () => {
  const { front, path } = await frontAndOwner(async (request, response) => {
    const text = request.headers['x-text'];
    const seen = { method: request.method, url: request.url, text, body: await textOf(request) };
    response
      .writeHead(207, [
        'Content-Type',
        'application/json',
        'Set-Cookie',
        'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
        'Set-Cookie',
        'b=2',
        'X-Many',
        'one',
        'x-many',
        'two',
        'X-Latin',
        'caf\u00e9',
      ])
      .end(Buffer.from(JSON.stringify(seen)));
  });
  const headers = { origin: 'http://127.0.0.1', 'x-text': 'caf\u00e9' };
  const request = httpRequest({ port: front.port, method: 'POST', path: `${path}?a=%20b`, headers });
  request.setHeader('host', '127.0.0.1');
  request.end(Buffer.from('typed'));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(207);
  expect(JSON.parse(await textOf(response))).toEqual({
    method: 'POST',
    url: `${path}?a=%20b`,
    text: 'caf\u00e9',
    body: 'typed',
  });
  expect(response.headersDistinct).toMatchObject({
    'set-cookie': ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'b=2'],
    'x-many': ['one', 'two'],
    'x-latin': ['caf\u00e9'],
  });
});

test('what the front would say of a page does not come along twice', async () => {
  const { front, path } = await frontAndOwner((_request, response) => void response.end('x'));
  const request = httpRequest({ port: front.port, method: 'DELETE', path, headers: { host: '127.0.0.1' } });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  await textOf(response);
  for (const [name, values] of Object.entries(response.headersDistinct)) {
    expect([name, values?.length]).toEqual([name, 1]);
  }
  expect(response.headers['content-security-policy']).toBeDefined();
});

test('renewed cookies of both sides arrive, each once, the owner’s where both renew', async () => {
  const gate = {
    authenticate: () => ({ caller: localCaller(), setCookies: ['sign-in=front; Path=/', 'other=front'] }),
  };
  const { front, path } = await frontAndOwner(
    (_request, response) => void response.writeHead(200, { 'set-cookie': ['sign-in=owner; Path=/'] }).end(),
    {},
    { gate },
  );
  const request = httpRequest({ port: front.port, method: 'DELETE', path, headers: { host: '127.0.0.1' } });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.headers['set-cookie']).toEqual(['sign-in=owner; Path=/', 'other=front']);
});

test('as many cookies as a sign-in may have come through, both ways', async () => {
  const cookies = Array.from({ length: 12 }, (_none, at) => `part-${at}=${'x'.repeat(3800)}`);
  let seen = '';
  const { front, path } = await frontAndOwner((request, response) => {
    seen = request.headers.cookie ?? '';
    response.writeHead(200, { 'set-cookie': cookies }).end();
  });
  const cookie = cookies.join('; ');
  const request = httpRequest({
    port: front.port,
    method: 'DELETE',
    path,
    headers: { host: '127.0.0.1', cookie },
    maxHeaderSize: 80 * 1024,
  });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.headers['set-cookie']).toEqual(cookies);
  expect(seen).toBe(cookie);
});

describe('what the owner sees', () => {
  test('is the client that the front has seen, its request id, and nothing of the connection between', async () => {
    const seen: IncomingMessage['headersDistinct'][] = [];
    const senders: string[] = [];
    const gate = {
      authenticate: ({ peer }: { readonly peer: string }) => {
        senders.push(peer);
        return { caller: localCaller() };
      },
    };
    const { front, path, owner } = await frontAndOwner(
      (request, response) => {
        seen.push(request.headersDistinct);
        response.end();
      },
      { gate },
    );
    const answer = await rawRequest(front.port, `DELETE ${path}`, [
      HOST,
      'Connection: close, X-Hop',
      'X-Hop: 1',
      'Keep-Alive: timeout=5',
      'TE: trailers',
      'X-End: 2',
      'X-End: 3',
    ]);
    expect(answer.status).toBe(200);
    expect(seen[0]).toMatchObject({ 'x-end': ['2', '3'], host: ['127.0.0.1'] });
    for (const name of ['x-hop', 'keep-alive', 'te']) expect(seen[0]).not.toHaveProperty(name);
    expect(senders).toEqual(['127.0.0.1', '127.0.0.1']);
    const id = answer.headers.get('x-request-id');
    await vi.waitUntil(() => owner.logger.records.length > 0);
    expect(owner.logger.records.at(-1)).toMatchObject({ fields: { requestId: id, front: front.id } });
  });

  test.each([
    ['POST', ['Content-Length: 5'], 'hello', { 'content-length': ['5'] }],
    ['POST', ['Transfer-Encoding: chunked'], '5\r\nhello\r\n0\r\n\r\n', { 'transfer-encoding': ['chunked'] }],
    [
      'DELETE',
      ['Transfer-Encoding: chunked'],
      '5\r\nhello\r\n0\r\n\r\n',
      { 'transfer-encoding': ['chunked'] },
    ],
    [
      'DELETE',
      ['Content-Length: 5', 'Connection: close, Content-Length'],
      'hello',
      { 'content-length': ['5'] },
    ],
    ['POST', [], '', { 'content-length': ['0'] }],
    ['DELETE', [], '', {}],
  ])('%s with %j has its body, framed once', async (method, headers, body, framing) => {
    let seen: object = {};
    let text = '';
    const { front, path } = await frontAndOwner(async (request, response) => {
      const { 'content-length': length, 'transfer-encoding': coding } = request.headersDistinct;
      seen = JSON.parse(JSON.stringify({ 'content-length': length, 'transfer-encoding': coding }));
      text = await textOf(request);
      response.end();
    });
    const answer = await rawRequest(front.port, `${method} ${path}`, [HOST, ...headers], body);
    expect(answer.status).toBe(200);
    expect(seen).toEqual(framing);
    expect(text).toBe(body === '' ? '' : 'hello');
  });
});

describe('counted once', () => {
  test('in limits and metrics, where the client has connected', async () => {
    const answered: [string, number][] = [];
    const network = new TestNetwork();
    const settings = { maxRequestRatePerAddress: 1 };
    const front = await replicaOfTest(network, 'front', {
      settings: { maxRequestRatePerAddress: 100 },
      onAnswered: (status) => answered.push(['front', status]),
    });
    const owner = await replicaOfTest(network, 'owner', {
      settings,
      onAnswered: (status) => answered.push(['owner', status]),
    });
    const path = `/api/sessions/${ownedId(owner)}`;
    // The window is ten seconds long.
    for (let at = 0; at < 12; at += 1) {
      expect(await rawRequest(front.port, `DELETE ${path}`)).toMatchObject({ status: 200 });
    }
    await vi.waitUntil(() => answered.length === 12);
    expect(new Set(answered.map(([where]) => where))).toEqual(new Set(['front']));
  });
});
