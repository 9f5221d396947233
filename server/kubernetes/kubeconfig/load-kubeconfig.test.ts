import { describe, expect, test } from 'vitest';
import { type KubeconfigFiles, loadKubeconfig } from './load-kubeconfig.ts';

function filesOf(files: Record<string, string>): KubeconfigFiles {
  return {
    exists: (file) => file in files,
    read(file) {
      const text = files[file];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return text;
    },
  };
}

function config(names: readonly string[], current?: string): string {
  return JSON.stringify({
    clusters: names.map((name) => ({
      name,
      cluster: { server: `https://${name}.example`, 'certificate-authority': 'ca.crt' },
    })),
    users: names.map((name) => ({ name, user: { token: `token-of-${name}` } })),
    contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
    'current-context': current,
  });
}

function loaded(env: Record<string, string>, files: Record<string, string>) {
  const result = loadKubeconfig(env, filesOf(files));
  if (result.kind !== 'loaded') throw new Error(result.message);
  return result;
}

test('KUBECONFIG takes precedence over ~/.kube/config', () => {
  const files = { '/k/one': config(['one'], 'one'), '/home/u/.kube/config': config(['home'], 'home') };
  expect(loaded({ KUBECONFIG: '/k/one', HOME: '/home/u' }, files).kubeConfig.currentContext).toBe('one');
  expect(loaded({ HOME: '/home/u' }, files).kubeConfig.currentContext).toBe('home');
});

test('several files are merged: the first wins, missing ones are skipped', () => {
  const files = { '/k/one': config(['a', 'b']), '/l/two': config(['b', 'c'], 'c') };
  const { kubeConfig, source } = loaded({ KUBECONFIG: '/no/such::/k/one:/l/two' }, files);
  expect(kubeConfig.contexts.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(kubeConfig.currentContext).toBe('c');
  expect(kubeConfig.getCluster('b')?.caFile).toBe('/k/ca.crt');
  expect(kubeConfig.getCluster('c')?.caFile).toBe('/l/ca.crt');
  expect(source).toBe('/k/one:/l/two');
});

test('a single context is used when none is current', () => {
  expect(loaded({ KUBECONFIG: '/k' }, { '/k': config(['one']) }).kubeConfig.currentContext).toBe('one');
});

test('the service account is used inside a cluster', () => {
  const files = {
    '/var/run/secrets/kubernetes.io/serviceaccount/token': 'secret\n',
    '/var/run/secrets/kubernetes.io/serviceaccount/namespace': 'tools\n',
  };
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443', HOME: '/' };
  const { kubeConfig, source } = loaded(env, files);
  expect(source).toBe('service account');
  expect(kubeConfig.getCurrentCluster()?.server).toBe('https://[fd00::1]:6443');
  expect(kubeConfig.contexts[0]?.namespace).toBe('tools');
});

test('the message for no cluster names the places searched and a next step', () => {
  const result = loadKubeconfig({ HOME: '/home/u' }, filesOf({}));
  expect(result).toMatchObject({ kind: 'not-found' });
  const message = result.kind === 'loaded' ? '' : result.message;
  for (const word of ['KUBECONFIG', '/home/u/.kube/config', 'service account', 'npm run demo']) {
    expect(message).toContain(word);
  }
  const named = loadKubeconfig({ KUBECONFIG: '/no/such', HOME: '/home/u' }, filesOf({}));
  expect(named.kind === 'not-found' && named.message).toContain('/no/such');
});

describe('the message for a broken file is one sentence without the content of the file', () => {
  test.each([
    ['no YAML', 'users: [{ token: abc-secret\n: }}', /not valid YAML/],
    ['an empty file', '', /input is empty/],
    ['a file that is not a kubeconfig', 'hello', /no context/],
    ['no context', config([]), /no context/],
    ['a current context that does not exist', config(['a', 'b'], 'x'), /"x" does not exist.*a, b/],
    ['several contexts and none current', config(['a', 'b']), /no current context is set.*a, b/],
    [
      'a context whose cluster is missing',
      JSON.stringify({
        contexts: [{ name: 'a', context: { cluster: 'x', user: 'y' } }],
        'current-context': 'a',
      }),
      /cluster of its current context/,
    ],
    [
      'a cluster without server',
      JSON.stringify({ clusters: [{ name: 'a', cluster: {} }] }),
      /server is missing/,
    ],
  ])('%s', (_name, text, words) => {
    const result = loadKubeconfig({ KUBECONFIG: '/k' }, filesOf({ '/k': text }));
    expect(result).toMatchObject({ kind: 'broken', message: expect.stringMatching(words) });
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});
