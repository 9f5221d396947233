import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { exchange, rawRequest, rawUpgrade } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';
import { echoingPages, startTestServer } from './testing/test-server.ts';

const HOST = 'Host: 127.0.0.1';

describe('malformed requests', () => {
  test.each([
    'GET http://127.0.0.1/pods',
    'GET //evil.com',
    'GET /%',
    'GET /a%00b',
    'GET /a\\b',
    'OPTIONS *',
  ])('%s', async (line) => {
    const { port } = await serverOfTest();
    const answer = await rawRequest(port, line);
    expect(answer.status).toBe(400);
  });

  test('an upgrade with an absolute target', async () => {
    const { port } = await serverOfTest();
    const answer = await rawUpgrade(port, 'http://169.254.169.254/latest');
    expect(answer.status).toBe(400);
  });

  test('an unknown method', async () => {
    const { port } = await serverOfTest();
    const answer = await rawRequest(port, 'PROPFIND /pods');
    expect(answer.status).toBe(405);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'method-not-allowed' });
  });

  test('no Host at all', async () => {
    const { port } = await serverOfTest();
    expect((await rawRequest(port, 'GET /', [])).status).toBe(400);
    expect(await exchange(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 421 /);
    expect((await rawRequest(port, 'GET /', [HOST, 'Host: evil.com'])).status).toBe(421);
  });

  test('none of them logs an error', async () => {
    const logger = new RecordingLogger();
    const { port } = await serverOfTest({ logger });
    await exchange(port, 'nonsense\r\n\r\n');
    await rawRequest(port, 'GET /%');
    await rawUpgrade(port, '/nope');
    expect(logger.records.filter(({ level }) => level !== 'debug')).toEqual([]);
  });
});

describe('upgrades', () => {
  test.each(['/', '/pods', '/nope', '/ws/api/sockjsx'])('to %s gets 404', async (path) => {
    const { port } = await serverOfTest();
    const answer = await rawUpgrade(port, path);
    expect(answer).toMatchObject({ status: 404 });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'not-found' });
  });

  test('to another protocol is answered as a plain request', async () => {
    const { port } = await serverOfTest();
    const answer = await rawRequest(port, 'GET /pods', [HOST, 'Connection: Upgrade, close', 'Upgrade: h2c']);
    expect(answer).toMatchObject({ status: 200, body: 'pages' });
  });

  test('a reset socket does not end the server', async () => {
    const logger = new RecordingLogger();
    let upgraded: (() => void) | undefined;
    const seen = new Promise<void>((resolve) => {
      upgraded = resolve;
    });
    const closed = Promise.withResolvers<void>();
    const { port } = await serverOfTest({
      logger,
      sockjs: {
        handleRequest: () => false,
        handleUpgrade(_request, socket) {
          socket.resume().once('close', closed.resolve);
          upgraded?.();
          return true;
        },
      },
    });
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `GET /ws/api/sockjs/0/x/websocket HTTP/1.1\r\n${HOST}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    await seen;
    socket.resetAndDestroy();
    await closed.promise;
    expect((await rawRequest(port, 'GET /')).status).toBe(200);
  });
});

describe('health', () => {
  test('alive and ready', async () => {
    const { port } = await serverOfTest();
    expect(await rawRequest(port, 'GET /healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(await rawRequest(port, 'GET /readyz')).toMatchObject({ status: 200, body: '{"status":"ready"}' });
  });

  test('alive while draining', async () => {
    const { port } = await serverOfTest({ health: { ready: false } });
    expect(await rawRequest(port, 'GET /healthz')).toMatchObject({ status: 200 });
    const answer = await rawRequest(port, 'GET /readyz');
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'draining' });
  });

  test('refuses POST', async () => {
    const { port } = await serverOfTest();
    const answer = await rawRequest(port, 'POST /healthz');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

test('a failing page server causes a problem response and one logged error', async () => {
  const logger = new RecordingLogger();
  const pages = { ...echoingPages, handleRequest: () => Promise.reject(new Error('broken inside')) };
  const { port } = await serverOfTest({ logger, pages });
  const answer = await rawRequest(port, 'GET /pods?secret=1');
  expect(answer.status).toBe(500);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'internal-error' });
  expect(answer.body).not.toContain('broken inside');
  const errors = logger.of('error');
  expect(errors).toHaveLength(1);
  expect(JSON.stringify(errors)).not.toContain('secret');
});

test('no session id is logged', async () => {
  const logger = new RecordingLogger();
  const pages = { ...echoingPages, handleRequest: () => Promise.reject(new Error('broken inside')) };
  const { port } = await serverOfTest({ logger, pages });
  await rawRequest(port, 'DELETE /api/sessions/s3cret');
  await rawRequest(port, 'GET /ws/api/sockjs/000/s3cret/xhr');
  await vi.waitUntil(() => logger.records.length === 3);
  expect(JSON.stringify(logger.records)).not.toContain('s3cret');
});

describe('connections end', () => {
  const timeouts = { headers: 100, request: 200, keepAlive: 100, authentication: 100 };

  test.each([
    ['that send nothing', ''],
    ['that stop in the headers', `GET / HTTP/1.1\r\n${HOST}\r\nX-`],
    ['that stay idle', `GET / HTTP/1.1\r\n${HOST}\r\n\r\n`],
  ])('%s', async (_name, bytes) => {
    const { port } = await serverOfTest({ timeouts });
    const answer = await exchange(port, bytes);
    expect(answer).toMatch(bytes.endsWith('\r\n\r\n') ? /^HTTP\/1.1 200 / : /^HTTP\/1.1 408 |^$/);
  });

  test('on dispose within the grace period, with open requests too', async () => {
    const asked = Promise.withResolvers<void>();
    const pages = { ...echoingPages, handleRequest: () => new Promise<void>(() => asked.resolve()) };
    const { port, server } = await serverOfTest({ pages });
    const answer = exchange(port, `GET / HTTP/1.1\r\n${HOST}\r\n\r\n`);
    await asked.promise;
    await server.dispose(50);
    await answer.catch(() => undefined);
    await expect(rawRequest(port, 'GET /')).rejects.toThrow('ECONNREFUSED');
  });
});

test('listen rejects with the system error for a port in use', async () => {
  const { port } = await serverOfTest();
  await expect(startTestServer({ settings: { port } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
