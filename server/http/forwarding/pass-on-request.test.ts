import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { localCaller } from '#server/testing/callers.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { ownedId, type ReplicaOptions, replicaOfTest, TestNetwork } from '../testing/replicas.ts';
import { echoingPages } from '../testing/test-server.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A front, and an owner whose pages the handler answers. Requests for `path` belong to the owner. */
async function frontAndOwner(handler: Handler, options: ReplicaOptions = {}, ofFront: ReplicaOptions = {}) {
  const network = new TestNetwork();
  const handleRequest = async (request: IncomingMessage, response: ServerResponse) =>
    handler(request, response);
  const front = await replicaOfTest(network, 'front', { ...options, ...ofFront });
  const owner = await replicaOfTest(network, 'owner', {
    ...options,
    pages: { ...echoingPages, handleRequest },
  });
  return { network, front, owner, path: `/api/sessions/${ownedId(owner)}` };
}

const HOST = 'Host: 127.0.0.1';
const PATIENT = { timeout: 15_000 };

function read(stream: IncomingMessage): Promise<string> {
  return stream.setEncoding('utf8').reduce((all, chunk) => all + chunk, '');
}

test('goes whole, and the answer comes back whole', async () => {
  const { front, path } = await frontAndOwner(async (request, response) => {
    const text = request.headers['x-text'];
    const seen = { method: request.method, url: request.url, text, body: await read(request) };
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
  expect(JSON.parse(await read(response))).toEqual({
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
  await read(response);
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
      text = await read(request);
      response.end();
    });
    const answer = await rawRequest(front.port, `${method} ${path}`, [HOST, ...headers], body);
    expect(answer.status).toBe(200);
    expect(seen).toEqual(framing);
    expect(text).toBe(body === '' ? '' : 'hello');
  });
});

describe('streams', () => {
  test('events arrive one by one', async () => {
    let send: (text: string) => void = () => {};
    const { front, path } = await frontAndOwner((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      send = (text) => response.write(text);
    });
    const request = httpRequest({ port: front.port, method: 'DELETE', path, headers: { host: '127.0.0.1' } });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.setEncoding('utf8');
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      send(event);
      expect(await once(response, 'data')).toEqual([event]);
    }
    request.destroy();
  });

  test('a client that leaves ends the request at the owner', async () => {
    const closed = Promise.withResolvers<boolean>();
    const { front, path } = await frontAndOwner((_request, response) => {
      response.write('x');
      response.once('close', () => closed.resolve(response.writableFinished));
    });
    const request = httpRequest({ port: front.port, method: 'DELETE', path, headers: { host: '127.0.0.1' } });
    request.end();
    await once(request, 'response');
    request.on('error', () => {}).destroy();
    expect(await closed.promise).toBe(false);
  });

  test('a client that leaves in the middle of its body ends it there too', async () => {
    const aborted = Promise.withResolvers<void>();
    const { front, path } = await frontAndOwner((request) => {
      request.once('data', () => socket.destroy());
      request.once('error', () => aborted.resolve());
    });
    const socket = connect(front.port, '127.0.0.1');
    socket.write(`POST ${path} HTTP/1.1\r\n${HOST}\r\nContent-Length: 100\r\n\r\nhalf`);
    await aborted.promise;
  });

  test('an owner that does not read holds the client back', async () => {
    const arrived = Promise.withResolvers<IncomingMessage>();
    let atFront: IncomingMessage | undefined;
    const { front, path } = await frontAndOwner(
      (request) => arrived.resolve(request),
      {},
      {
        onRequest: (request) => {
          atFront = request;
        },
      },
    );
    const total = 100 * 1024 * 1024;
    const request = httpRequest({
      port: front.port,
      method: 'POST',
      path,
      headers: { host: '127.0.0.1', 'content-length': total },
    });
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    const writeOn = (): void => {
      while (sent < total) {
        sent += chunk.length;
        if (!request.write(chunk)) break;
      }
      if (sent >= total) request.end();
    };
    request.on('drain', writeOn);
    writeOn();
    const incoming = await arrived.promise;
    await vi.waitUntil(() => atFront?.isPaused() === true && request.writableNeedDrain, PATIENT);
    expect(sent).toBeLessThan(total / 2);
    let received = 0;
    for await (const part of incoming) received += part.length;
    expect(received).toBe(total);
    request.on('error', () => {}).destroy();
  });

  test('a client that does not read holds the owner back', async () => {
    const total = 100 * 1024 * 1024;
    let written = 0;
    let atFront: IncomingMessage | undefined;
    const { front, path } = await frontAndOwner(
      (_request, response) => {
        const chunk = Buffer.alloc(1024 * 1024, 'x');
        const writeOn = (): void => {
          while (written < total) {
            written += chunk.length;
            if (!response.write(chunk)) return;
          }
          response.end();
        };
        response.on('drain', writeOn);
        writeOn();
      },
      {},
      {
        onRequest: (request) => {
          atFront = request;
        },
      },
    );
    const request = httpRequest({ port: front.port, method: 'DELETE', path, headers: { host: '127.0.0.1' } });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await vi.waitUntil(() => atFront?.socket.writableNeedDrain === true, PATIENT);
    expect(written).toBeLessThan(total / 2);
    let received = 0;
    for await (const part of response) received += part.length;
    expect(received).toBe(total);
  });

  test('an early answer comes through, and ends the connection with the rest of the body', async () => {
    const { front, path } = await frontAndOwner((_request, response) => {
      response.shouldKeepAlive = false;
      response.writeHead(413).end('too large');
    });
    const socket = connect(front.port, '127.0.0.1');
    socket.write(`POST ${path} HTTP/1.1\r\n${HOST}\r\nContent-Length: 1000000\r\n\r\nhalf`);
    const text = (await socket.setEncoding('utf8').toArray()).join('');
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(text).toContain('Connection: close');
    expect(text).toContain('too large');
  });

  test('connections between replicas are kept', async () => {
    const sockets = new Set<unknown>();
    const { front, path } = await frontAndOwner((request, response) => {
      sockets.add(request.socket);
      response.end();
    });
    const agent = new Agent({ keepAlive: true });
    for (let at = 0; at < 3; at += 1) {
      const request = httpRequest({
        port: front.port,
        agent,
        method: 'DELETE',
        path,
        headers: { host: '127.0.0.1' },
      });
      request.end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      await read(response);
    }
    agent.destroy();
    expect(sockets.size).toBe(1);
  });
});

describe('an owner that cannot be reached', () => {
  const PROBLEM = { code: 'replica-unreachable', status: 503 };

  test('is named, with when to try again', async () => {
    const { network, front, owner, path } = await frontAndOwner(() => {});
    network.setFate(owner.id, 'unreachable');
    const answer = await rawRequest(front.port, `DELETE ${path}`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const problem = JSON.parse(answer.body);
    expect(problem).toMatchObject(PROBLEM);
    expect(problem.detail).toContain('replica owner,');
    expect(problem.detail).not.toContain(owner.id);
  });

  test('that was killed, and nobody knows yet', async () => {
    const { front, owner, path } = await frontAndOwner(() => {});
    owner.kill();
    const answer = await rawRequest(front.port, `DELETE ${path}`);
    expect(answer).toMatchObject({ status: 503 });
    expect(JSON.parse(answer.body)).toMatchObject(PROBLEM);
    expect(front.logger.of('warn')).toMatchObject([{ fields: { replica: owner.id } }]);
  });

  test.each(['unreachable', 'gone'] as const)('while it is asked: %s', async (fate) => {
    const asked = Promise.withResolvers<void>();
    const { network, front, owner, path } = await frontAndOwner(() => asked.resolve());
    const answer = rawRequest(front.port, `DELETE ${path}`);
    await asked.promise;
    network.setFate(owner.id, fate);
    expect(await answer).toMatchObject({ status: 503 });
  });

  test('a stream outlives a pause, and ends with the replica, unfinished', async () => {
    let send: (text: string) => void = () => {};
    const { network, front, owner, path } = await frontAndOwner((_request, response) => {
      response.writeHead(200).flushHeaders();
      send = (text) => response.write(text);
    });
    const request = httpRequest({ port: front.port, method: 'DELETE', path, headers: { host: '127.0.0.1' } });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    network.setFate(owner.id, 'unreachable');
    send('still here');
    expect(String(await once(response, 'data'))).toBe('still here');
    network.setFate(owner.id, 'gone');
    await expect(read(response)).rejects.toThrow('aborted');
  });

  test('a killed owner ends its streams at once', async () => {
    const { front, owner, path } = await frontAndOwner((_request, response) => {
      response.writeHead(200).flushHeaders();
    });
    const request = httpRequest({ port: front.port, method: 'DELETE', path, headers: { host: '127.0.0.1' } });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    owner.kill();
    await expect(read(response)).rejects.toThrow('aborted');
  });

  test('one that has gone is no reason to refuse: the request is answered here', async () => {
    const { network, front, owner, path } = await frontAndOwner(() => {});
    network.setFate(owner.id, 'gone');
    expect(await rawRequest(front.port, `DELETE ${path}`)).toMatchObject({ status: 200, body: 'pages' });
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
