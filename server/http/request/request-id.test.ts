import { expect, test } from 'vitest';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { rawRequest, rawUpgrade } from '../testing/raw-request.ts';
import { serverOfTest } from '../testing/server-of-test.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const GIVEN = '0b2f6a3e-0d3c-4e3b-9a55-5a1d6f0c8e11';
const HOST = 'Host: 127.0.0.1';

test('every response and every refused upgrade has an id of its own', async () => {
  const { port } = await serverOfTest();
  const answers = [
    await rawRequest(port, 'GET /'),
    await rawRequest(port, 'GET /healthz'),
    await rawRequest(port, 'GET /', ['Host: evil.example']),
    await rawUpgrade(port, '/nothing'),
    await rawUpgrade(port, '/', ['Host: evil.example']),
  ];
  const ids = answers.map(({ headers }) => headers.get('x-request-id'));
  for (const id of ids) expect(id).toMatch(UUID);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the log of a failed request has the id of its response', async () => {
  const logger = new RecordingLogger();
  const { port } = await serverOfTest({
    logger,
    pages: { handleRequest: () => Promise.reject(new Error('broken')), handleUpgrade: () => false },
  });
  const { headers } = await rawRequest(port, 'GET /');
  expect(logger.of('error')).toMatchObject([
    { message: 'Request failed', fields: { requestId: headers.get('x-request-id') } },
  ]);
});

test('a client cannot choose the id', async () => {
  const { port } = await serverOfTest();
  const { headers } = await rawRequest(port, 'GET /', [HOST, `X-Request-Id: ${GIVEN}`]);
  expect(headers.get('x-request-id')).toMatch(UUID);
  expect(headers.get('x-request-id')).not.toBe(GIVEN);
});

test.each([GIVEN, GIVEN.replaceAll('-', '')])('a trusted proxy names the request: %s', async (given) => {
  const { port } = await serverOfTest({ settings: { trustedProxies: ['127.0.0.0/8'] } });
  const { headers } = await rawRequest(port, 'GET /', [HOST, `X-Request-Id: ${given}`]);
  expect(headers.get('x-request-id')).toBe(given);
});

test.each([
  [['X-Request-Id: my-own']],
  [[`X-Request-Id: ${GIVEN}, ${GIVEN}`]],
  [[`X-Request-Id: ${GIVEN}`, `X-Request-Id: ${GIVEN}`]],
  [['X-Request-Id: ']],
])('an id of a trusted proxy that is not well-formed is replaced: %j', async (lines) => {
  const { port } = await serverOfTest({ settings: { trustedProxies: ['127.0.0.1'] } });
  const { headers } = await rawRequest(port, 'GET /', [HOST, ...lines]);
  expect(headers.get('x-request-id')).toMatch(UUID);
  expect(headers.get('x-request-id')).not.toBe(GIVEN);
});
