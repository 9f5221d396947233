import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '#server/ports.ts';
import { localCaller } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { Kubeconfig, UsableContext } from '../kubeconfig/kubeconfig.ts';
import type { KubeconfigSource } from '../kubeconfig/kubeconfig-source.ts';
import { ANONYMOUS } from '../kubeconfig/read-user.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { ClientPool } from './client-pool.ts';

const HOUR_MS = 3_600_000;
const PROXIED: Caller = {
  ...localCaller('alice'),
  credential: { kind: 'impersonate', user: 'alice', groups: [] },
};

let clock: FakeClock;
let pool: ClientPool;
let change: (kubeconfig: Kubeconfig) => void;
beforeEach(() => {
  clock = new FakeClock();
  let current = kubeconfigWith(contextOf('token-1'));
  let follow = () => {};
  const kubeconfig: KubeconfigSource = {
    get current() {
      return current;
    },
    check: () => Promise.resolve(),
    reload: () => Promise.resolve(),
    onChange(callback) {
      follow = callback;
      return () => {};
    },
    dispose() {},
  };
  change = (changed) => {
    current = changed;
    follow();
  };
  pool = new ClientPool({ kubeconfig, limits: DEFAULT_LIMITS, clock, env: {} });
});

function kubeconfigWith(...contexts: UsableContext[]): Kubeconfig {
  return { contexts, current: 'main' };
}

function contextOf(token: string, changes: Partial<UsableContext['identity']> = {}): UsableContext {
  return {
    kind: 'usable',
    name: 'main',
    cluster: 'main',
    user: 'ada',
    namespace: '',
    target: {
      name: 'main',
      server: 'http://127.0.0.1:1',
      ca: undefined,
      caFile: undefined,
      skipTlsVerify: false,
      tlsServerName: undefined,
      proxyUrl: undefined,
      execConfig: undefined,
    },
    identity: { ...ANONYMOUS, name: 'ada', token, ...changes },
  };
}

/** What the identity sends to its cluster. */
async function authorizationOf(identity: {
  readonly client: { access(): Promise<{ readonly headers: object }> };
}) {
  return (await identity.client.access()).headers;
}

test('an identity that something still uses follows the kubeconfig, however long no request asked for it', async () => {
  const identity = pool.identity(localCaller(), undefined);
  clock.advance(HOUR_MS);
  change(kubeconfigWith(contextOf('token-2')));
  expect(await authorizationOf(identity)).toMatchObject({ Authorization: 'Bearer token-2' });
  expect(pool.identity(localCaller(), undefined)).toBe(identity);
  clock.advance(HOUR_MS);
  change(kubeconfigWith());
  expect(identity.retired.aborted).toBe(true);
});

test('a kubeconfig that begins to impersonate retires those who used it before', () => {
  const own = pool.identity(localCaller(), undefined);
  const proxied = pool.identity(PROXIED, undefined);
  const impersonate = { user: 'robot', uid: undefined, groups: [], extra: {} };
  const changed = { ...contextOf('token-1'), identity: { ...contextOf('token-1').identity, impersonate } };
  expect(() => change(kubeconfigWith(changed))).not.toThrow();
  expect(proxied.retired.aborted).toBe(true);
  expect(() => pool.identity(PROXIED, undefined)).toThrow(
    expect.objectContaining({ code: 'context-unusable' }),
  );
  // Whom the kubeconfig impersonates is another user.
  expect(own.retired.aborted).toBe(true);
});

test('a context that does not exist is answered with the names of those that the caller may use', () => {
  const other = contextOf('token-2');
  change(
    kubeconfigWith(contextOf('token-1'), {
      ...other,
      name: 'secret-project',
      target: { ...other.target, server: 'http://127.0.0.1:2' },
    }),
  );
  const signedIn: Caller = {
    ...localCaller('alice'),
    credential: { kind: 'token', key: 'a', context: 'main', token: () => Promise.resolve('t') },
  };
  expect(() => pool.identity(signedIn, 'nope')).toThrow(/Choose one of: main\.$/);
  expect(() => pool.identity(localCaller(), 'nope')).toThrow(/Choose one of: main, secret-project\.$/);
});
