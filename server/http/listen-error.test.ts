import { expect, test } from 'vitest';
import { explainListenError } from './listen-error.ts';
import { serverOfTest } from './testing/server-of-test.ts';
import { startTestServer } from './testing/test-server.ts';

test('a port in use', async () => {
  const { port } = await serverOfTest();
  const error = await startTestServer({ settings: { port } }).catch((reason: unknown) => reason);
  expect(explainListenError(error, { host: '127.0.0.1', port })).toContain(
    `Port ${port} on 127.0.0.1 is already in use`,
  );
});

test('an address of another machine', async () => {
  const error = await startTestServer({ settings: { host: '192.0.2.1' } }).catch((reason: unknown) => reason);
  expect(explainListenError(error, { host: '192.0.2.1', port: 0 })).toContain('HOST is 192.0.2.1');
});

test('a low port', () => {
  const error = Object.assign(new Error('no'), { code: 'EACCES' });
  expect(explainListenError(error, { host: '127.0.0.1', port: 80 })).toContain('1024');
});

test('any other error has no explanation', () => {
  expect(explainListenError(new Error('x'), { host: 'a', port: 1 })).toBeUndefined();
});
