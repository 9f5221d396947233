import { describe, expect, test } from 'vitest';
import { resolveAuthMode } from './auth-mode.ts';

const LOCAL = '127.0.0.1';

test.each([
  ['', false, 'kubeconfig'],
  ['', true, 'token'],
  ['oidc', false, 'oidc'],
  ['kubeconfig', true, 'kubeconfig'],
] as const)('PODSHELL_AUTH=%s, in a cluster: %s gives %s', (auth, isServiceAccount, mode) => {
  expect(resolveAuthMode({ auth, host: LOCAL }, isServiceAccount)).toEqual({ kind: 'ok', mode });
});

describe('where nobody signs in', () => {
  test.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1', '[::1]'])('it may listen on %s', (host) => {
    expect(resolveAuthMode({ auth: '', host }, false).kind).toBe('ok');
  });

  test.each(['0.0.0.0', '::', '192.168.1.4', 'podshell.example.com'])('it may not listen on %s', (host) => {
    expect(resolveAuthMode({ auth: '', host }, false)).toMatchObject({
      kind: 'bad',
      message: expect.stringContaining('set PODSHELL_AUTH to token, oidc or proxy'),
    });
  });
});

test('where users sign in, it may listen anywhere', () => {
  expect(resolveAuthMode({ auth: 'token', host: '0.0.0.0' }, false)).toEqual({ kind: 'ok', mode: 'token' });
});
