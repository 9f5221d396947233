import { describe, expect, test } from 'vitest';
import { loadSettings } from './load-settings.ts';

function outcome(env: Record<string, string>, inCluster = false): string {
  const loaded = loadSettings(env, { inCluster });
  return loaded.kind === 'ok' ? loaded.settings.auth : loaded.message;
}

test.each([
  ['', false, 'kubeconfig'],
  ['', true, 'token'],
  ['token', false, 'token'],
  ['kubeconfig', true, 'kubeconfig'],
])('PODSHELL_AUTH=%s, in a cluster: %s gives %s', (auth, inCluster, mode) => {
  expect(outcome({ PODSHELL_AUTH: auth }, inCluster)).toBe(mode);
});

describe('where nobody signs in', () => {
  test.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1', '[::1]'])('it may listen on %s', (host) => {
    expect(outcome({ HOST: host })).toBe('kubeconfig');
  });

  test.each(['0.0.0.0', '::', '192.168.1.4', 'podshell.example.com'])('it may not listen on %s', (host) => {
    expect(outcome({ HOST: host })).toContain('set PODSHELL_AUTH to token, oidc or proxy');
  });
});

test('where users sign in, it may listen anywhere', () => {
  expect(outcome({ PODSHELL_AUTH: 'token', HOST: '0.0.0.0' })).toBe('token');
  expect(outcome({ HOST: '0.0.0.0' }, true)).toBe('token');
});
