import { describe, expect, test } from 'vitest';
import { explainListenError, ListenError, listenErrorOf } from './listen-error.ts';
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

describe('a listener that a setting names', () => {
  const setting = { name: 'PODSHELL_METRICS_ADDRESS', value: '127.0.0.1:80' };
  test.each([
    ['EADDRINUSE', 'in use'],
    ['EACCES', '1024'],
    ['EADDRNOTAVAIL', '127.0.0.1'],
    ['ENOTFOUND', '127.0.0.1'],
  ])('has a sentence for %s', (code, hint) => {
    const error = listenErrorOf(Object.assign(new Error('x'), { code }), setting) as Error;
    expect(error).toBeInstanceOf(ListenError);
    expect(error.message).toMatch(/^PODSHELL_METRICS_ADDRESS is "127.0.0.1:80", but .*\.$/);
    expect(error.message).toContain(hint);
  });

  test('passes on any other error', () => {
    const error = new Error('x');
    expect(listenErrorOf(error, setting)).toBe(error);
  });
});
