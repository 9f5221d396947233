import { expect, test } from 'vitest';
import { MAX_HEADER_BYTES } from './client-error.ts';
import { exchange, rawRequest } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';

const HOST = 'Host: 127.0.0.1';

test.each([
  ['in one header', [`X-Long: ${'a'.repeat(MAX_HEADER_BYTES)}`]],
  [
    'in many headers',
    Array.from({ length: 100 }, (_, index) => `X-${index}: ${'a'.repeat(MAX_HEADER_BYTES / 100)}`),
  ],
])('headers that are too large %s are refused in words', async (_how, headers) => {
  const { port } = await serverOfTest();
  const { status, headers: answered, body } = await rawRequest(port, 'GET /', [HOST, ...headers]);
  expect(status).toBe(431);
  expect(answered.get('content-type')).toBe('application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ status: 431, code: 'headers-too-large' });
});

test('headers up to the limit are read', async () => {
  const { port } = await serverOfTest();
  const answer = await rawRequest(port, 'GET /', [HOST, `X-Long: ${'a'.repeat(MAX_HEADER_BYTES - 1000)}`]);
  expect(answer.status).toBe(200);
});

test('what is no request is refused without words', async () => {
  const { port } = await serverOfTest();
  expect(await exchange(port, 'what is this\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});

test('headers that do not end in time are refused as late', async () => {
  const timeouts = { headers: 50, request: 20_000, keepAlive: 20_000, authentication: 1000 };
  const { port } = await serverOfTest({ timeouts });
  expect(await exchange(port, `GET / HTTP/1.1\r\n${HOST}\r\n`)).toMatch(
    /^HTTP\/1\.1 408 Request Timeout\r\n/,
  );
});
