import { describe, expect, test } from 'vitest';
import { defaultContext } from './kubeconfig.ts';
import {
  explainNoContext,
  explainUnusable,
  type KubeconfigFiles,
  loadKubeconfig,
} from './load-kubeconfig.ts';

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
  expect(loaded({ KUBECONFIG: '/k/one', HOME: '/home/u' }, files).kubeconfig.current).toBe('one');
  expect(loaded({ HOME: '/home/u' }, files).kubeconfig.current).toBe('home');
});

function contextOf(kubeconfig: ReturnType<typeof loaded>['kubeconfig'], wanted: string) {
  const found = kubeconfig.contexts.find(({ name }) => name === wanted);
  if (found?.kind !== 'usable') throw new Error(found?.reason ?? 'missing');
  return found;
}

test('several files are merged: the first wins, missing ones are skipped', () => {
  const files = { '/k/one': config(['a', 'b']), '/l/two': config(['b', 'c'], 'c') };
  const { kubeconfig, source } = loaded({ KUBECONFIG: '/no/such::/k/one:/l/two' }, files);
  expect(kubeconfig.contexts.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(kubeconfig.current).toBe('c');
  expect(contextOf(kubeconfig, 'b').target.caFile).toBe('/k/ca.crt');
  expect(contextOf(kubeconfig, 'c').target.caFile).toBe('/l/ca.crt');
  expect(source).toBe('/k/one:/l/two');
});

test.each(['', '# Nothing here yet.\n', '---\n', '{}', 'apiVersion: v1\nkind: Config\ncontexts: null\n'])(
  'a file without entries adds nothing: %j',
  (text) => {
    const { kubeconfig } = loaded({ KUBECONFIG: '/e:/k' }, { '/e': text, '/k': config(['one'], 'one') });
    expect(kubeconfig.contexts.map(({ name, kind }) => [name, kind])).toEqual([['one', 'usable']]);
  },
);

test('PODSHELL_CONTEXT stands in for the current context; one that does not exist is named with those that do', () => {
  const files = { '/k/one': config(['a', 'b'], 'a') };
  const { kubeconfig, source } = loaded({ KUBECONFIG: '/k/one', PODSHELL_CONTEXT: 'b' }, files);
  expect(kubeconfig.current).toBe('b');
  expect(explainNoContext('b', kubeconfig, source)).toBeUndefined();
  expect(explainNoContext('', loaded({ KUBECONFIG: '/k/one' }, files).kubeconfig, source)).toBeUndefined();
  const other = loaded({ KUBECONFIG: '/k/one', PODSHELL_CONTEXT: 'x' }, files).kubeconfig;
  expect(explainNoContext('x', other, source)).toBe('No context x in the kubeconfig /k/one. It has: a, b.');
});

test('of a repeated key the last value counts, as for kubectl', () => {
  const text = config(['one']).replace('"contexts"', '"current-context":"two","contexts"');
  const twice = text.replace(/}$/, ',"current-context":"one"}');
  expect(loaded({ KUBECONFIG: '/k' }, { '/k': twice }).kubeconfig.current).toBe('one');
});

test('a token keeps its digits, and YAML booleans are those of kubectl', () => {
  const text = [
    'clusters: [{name: c, cluster: {server: "https://c", insecure-skip-tls-verify: yes}}]',
    'users: [{name: u, user: {token: 0123}}]',
    'contexts: [{name: x, context: {cluster: c, user: u, namespace: 007}}]',
  ].join('\n');
  const context = contextOf(loaded({ KUBECONFIG: '/k' }, { '/k': text }).kubeconfig, 'x');
  expect(context).toMatchObject({
    namespace: '007',
    target: { skipTlsVerify: true },
    identity: { token: '0123' },
  });
});

test.each([
  ['the current one', ['a', 'b'], 'b', 'b'],
  ['the only one, when none is current', ['a'], undefined, 'a'],
  ['none, when several are there and none is current', ['a', 'b'], undefined, ''],
  ['none, when the current one was deleted', ['a', 'b'], 'gone', ''],
  ['none, when the current one was deleted and one is left', ['a'], 'gone', ''],
])('the default context is %s', (_what, names, current, expected) => {
  const { kubeconfig } = loaded({ KUBECONFIG: '/k' }, { '/k': config(names, current) });
  expect(defaultContext(kubeconfig)).toBe(expected);
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
    ['no YAML', 'users: [{ token: abc-secret\n: }}', /not valid YAML in line 2/],
    ['a file that is not a kubeconfig', 'hello', /not a kubeconfig/],
    ['a list that is none', 'contexts: {a: secret}', /not a kubeconfig/],
  ])('%s', (_name, text, words) => {
    const result = loadKubeconfig({ KUBECONFIG: '/k' }, filesOf({ '/k': text }));
    expect(result).toMatchObject({ kind: 'broken', message: expect.stringMatching(words) });
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  test.each([
    ['an empty file', '', /\/k has no contexts/],
    ['no context', config([]), /\/k has no contexts/],
    [
      'a context whose cluster is missing',
      JSON.stringify({ contexts: [{ name: 'a', context: { cluster: 'x', user: 'y' } }] }),
      /"a": the kubeconfig does not define its cluster "x"/,
    ],
  ])('a server does not start with %s', (_name, text, words) => {
    const { kubeconfig, source } = loaded({ KUBECONFIG: '/k' }, { '/k': text });
    expect(explainUnusable(kubeconfig, source)).toMatch(words);
  });

  test('a server starts with one good context', () => {
    const { kubeconfig, source } = loaded({ KUBECONFIG: '/k' }, { '/k': config(['a', 'b']) });
    expect(explainUnusable(kubeconfig, source)).toBeUndefined();
  });
});
