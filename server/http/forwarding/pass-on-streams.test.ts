import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { frontAndOwner, textOf } from '../testing/front-and-owner.ts';
import { rawRequest } from '../testing/raw-request.ts';

const HOST = 'Host: 127.0.0.1';
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
    await vi.waitUntil(() => atFront?.isPaused() === true && request.writableNeedDrain);
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
    await vi.waitUntil(() => atFront?.socket.writableNeedDrain === true);
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
      await textOf(response);
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
    await expect(textOf(response)).rejects.toThrow('aborted');
  });

  test('a killed owner ends its streams at once', async () => {
    const { front, owner, path } = await frontAndOwner((_request, response) => {
      response.writeHead(200).flushHeaders();
    });
    const request = httpRequest({ port: front.port, method: 'DELETE', path, headers: { host: '127.0.0.1' } });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    owner.kill();
    await expect(textOf(response)).rejects.toThrow('aborted');
  });

  test('one that has gone is no reason to refuse: the request is answered here', async () => {
    const { network, front, owner, path } = await frontAndOwner(() => {});
    network.setFate(owner.id, 'gone');
    expect(await rawRequest(front.port, `DELETE ${path}`)).toMatchObject({ status: 200, body: 'pages' });
  });
});
