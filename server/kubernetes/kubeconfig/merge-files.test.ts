import { describe, expect, test } from 'vitest';
import type { ContextEntry } from './kubeconfig.ts';
import { mergeFiles } from './merge-files.ts';

const GOOD_CLUSTER = { server: 'https://good.example' };
const PEM = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');

/** A file with the context `good`, and the context `bad` with this cluster and user. */
function contextsOf(bad: { cluster?: object; user?: object; context?: object }): readonly ContextEntry[] {
  const text = JSON.stringify({
    clusters: [
      { name: 'bad', cluster: bad.cluster ?? GOOD_CLUSTER },
      { name: 'good', cluster: GOOD_CLUSTER },
    ],
    users: [
      { name: 'bad', user: bad.user ?? {} },
      { name: 'good', user: { token: 't' } },
    ],
    contexts: [
      { name: 'bad', context: bad.context ?? { cluster: 'bad', user: 'bad' } },
      { name: 'good', context: { cluster: 'good', user: 'good' } },
    ],
  });
  return mergeFiles(['/k/config'], () => text).contexts;
}

function badContext(bad: Parameters<typeof contextsOf>[0]): ContextEntry | undefined {
  return contextsOf(bad).find(({ name }) => name === 'bad');
}

const EXEC = { apiVersion: 'client.authentication.k8s.io/v1', command: 'x', interactiveMode: 'Never' };

describe('a context that cannot be used says why, and the others work', () => {
  test.each([
    ['an empty cluster name', { context: { cluster: '', user: 'good' } }, /names no cluster/],
    ['no content', { context: {} }, /names no cluster/],
    ['a missing cluster', { context: { cluster: 'x', user: 'good' } }, /not define its cluster "x"/],
    ['a missing user', { context: { cluster: 'good', user: 'x' } }, /not define its user "x"/],
    ['a cluster without server', { cluster: {} }, /has no server/],
    ['a server that is no address', { cluster: { server: 'ftp://x' } }, /not an https or http address/],
    ['a password in the server', { cluster: { server: 'https://u:secret@x' } }, /user name or password/],
    [
      'an authority that is no PEM',
      { cluster: { ...GOOD_CLUSTER, 'certificate-authority-data': 'c2VjcmV0' } },
      /PEM/,
    ],
    [
      'a proxy of an unknown kind',
      { cluster: { ...GOOD_CLUSTER, 'proxy-url': 'ftp://secret' } },
      /proxy-url/,
    ],
    [
      'an authority that is to be skipped',
      { cluster: { ...GOOD_CLUSTER, 'certificate-authority': 'ca', 'insecure-skip-tls-verify': true } },
      /both set/,
    ],
    ['a flag that is none', { cluster: { ...GOOD_CLUSTER, 'insecure-skip-tls-verify': 'maybe' } }, /neither/],
    ['a token and a password', { user: { token: 'secret', username: 'u' } }, /both a token and a user name/],
    ['a certificate without key', { user: { 'client-certificate': 'c' } }, /without a key/],
    ['a key without certificate', { user: { 'client-key-data': PEM } }, /without a certificate/],
    ['groups without a user', { user: { 'as-groups': ['g'] } }, /without as/],
    ['a uid without a user', { user: { 'as-uid': '1' } }, /without as/],
    ['extra fields without a user', { user: { 'as-user-extra': { a: ['b'] } } }, /without as/],
    ['groups that are no list', { user: { as: 'u', 'as-groups': 'g' } }, /as-groups is not a list/],
    ['a removed auth-provider', { user: { 'auth-provider': { name: 'gcp' } } }, /"gcp" is not supported/],
    ['a plugin without command', { user: { exec: { ...EXEC, command: '' } } }, /no command/],
    [
      'a plugin of a removed version',
      { user: { exec: { ...EXEC, apiVersion: 'client.authentication.k8s.io/v1alpha1' } } },
      /apiVersion/,
    ],
    [
      'a plugin that wants a terminal',
      { user: { exec: { ...EXEC, interactiveMode: 'Always' } } },
      /requires a terminal/,
    ],
    [
      'a plugin beside an auth-provider',
      { user: { exec: EXEC, 'auth-provider': { name: 'oidc' } } },
      /only one/,
    ],
  ])('%s', (_what, bad, reason) => {
    const [first, second] = contextsOf(bad);
    expect(first).toMatchObject({ kind: 'unusable', name: 'bad', reason: expect.stringMatching(reason) });
    expect(second).toMatchObject({ kind: 'usable', name: 'good', identity: { token: 't' } });
    expect(JSON.stringify(first)).not.toContain('secret');
  });

  test('a name that one file defines twice is not guessed', () => {
    const user = (token: string) => ({ name: 'u', user: { token } });
    const text = JSON.stringify({
      clusters: [{ name: 'c', cluster: GOOD_CLUSTER }],
      users: [user('one'), user('two')],
      contexts: [
        { name: 'x', context: { cluster: 'c', user: 'u' } },
        { name: 'anonymous', context: { cluster: 'c' } },
      ],
    });
    const { contexts } = mergeFiles(['/k'], () => text);
    expect(contexts[0]).toMatchObject({
      kind: 'unusable',
      reason: 'the kubeconfig defines its user "u" twice',
    });
    expect(contexts[1]).toMatchObject({ kind: 'usable', identity: { name: '' } });
  });
});

describe('what kubectl accepts is read as kubectl reads it', () => {
  test.each([
    ['localhost:8080', {}, 'http://localhost:8080'],
    ['10.0.0.1:6443', { 'insecure-skip-tls-verify': true }, 'https://10.0.0.1:6443'],
    ['https://x.example/k8s/clusters/c/', {}, 'https://x.example/k8s/clusters/c'],
    ['http://x.example', {}, 'http://x.example'],
  ])('the server %s', (server, others, expected) => {
    const context = badContext({ cluster: { server, ...others } });
    expect(context).toMatchObject({ kind: 'usable', target: { server: expected } });
  });

  test.each([
    ['token', '/k/token'],
    ['../secrets/token', '/secrets/token'],
    ['/run/token', '/run/token'],
  ])('the token file %s is relative to the kubeconfig', (tokenFile, expected) => {
    expect(badContext({ user: { tokenFile } })).toMatchObject({ identity: { tokenFile: expected } });
  });

  test.each([
    ['aws', 'aws'],
    ['plugins/x', '/k/plugins/x'],
    ['./x', '/k/x'],
    ['/usr/bin/x', '/usr/bin/x'],
  ])('the command %s is looked up as %s', (command, expected) => {
    const context = badContext({ user: { exec: { ...EXEC, command } } });
    expect(context).toMatchObject({ identity: { exec: { command: expected } } });
  });

  test('impersonation', () => {
    const user = {
      token: 't',
      as: 'jane',
      'as-uid': '7',
      'as-groups': ['a', 'b'],
      'as-user-extra': { 'example.com/scope': ['x', 'y'] },
    };
    expect(badContext({ user })).toMatchObject({
      identity: {
        impersonate: {
          user: 'jane',
          uid: '7',
          groups: ['a', 'b'],
          extra: { 'example.com/scope': ['x', 'y'] },
        },
      },
    });
  });

  test('the extension for exec plugins keeps its types', () => {
    const extension = { audience: 'x', level: 3, nested: { on: true } };
    const context = badContext({
      cluster: { ...GOOD_CLUSTER, extensions: [{ name: 'client.authentication.k8s.io/exec', extension }] },
    });
    expect(context).toMatchObject({ target: { execConfig: extension } });
  });
});
