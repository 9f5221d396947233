import { expect, test } from 'vitest';
import { inClusterConfig } from './in-cluster.ts';
import { explainMissingAccount } from './own-account.ts';

const POD = { KUBERNETES_SERVICE_HOST: '10.96.0.1' };
const IMPERSONATING = [
  { auth: 'proxy', proxyTokenHeader: '', impersonate: false },
  { auth: 'oidc', proxyTokenHeader: '', impersonate: true },
] as const;
const WITH_USERS_TOKENS = [
  { auth: 'token', proxyTokenHeader: '', impersonate: false },
  { auth: 'oidc', proxyTokenHeader: '', impersonate: false },
  { auth: 'proxy', proxyTokenHeader: 'Authorization', impersonate: false },
  { auth: 'token', proxyTokenHeader: '', impersonate: true },
] as const;

function inPodWith(...mounted: readonly string[]) {
  const config = inClusterConfig(POD, {
    exists: (file) => mounted.some((name) => file.endsWith(`/${name}`)),
    read: () => '',
  });
  if (config === undefined) throw new Error('no cluster');
  return config;
}

test.each(IMPERSONATING)('mode $auth impersonates, which takes an account', (settings) => {
  expect(explainMissingAccount(settings, inPodWith('ca.crt'))).toMatch(
    /^PODSHELL_AUTH is "\w+", in which Podshell .*\/serviceaccount\/token/,
  );
  expect(explainMissingAccount(settings, inPodWith('ca.crt', 'token'))).toBeUndefined();
});

test.each(WITH_USERS_TOKENS)('mode $auth with tokens of the users needs none', (settings) => {
  expect(explainMissingAccount(settings, inPodWith('ca.crt'))).toBeUndefined();
});

test('one context with credentials is enough to start', () => {
  const [own] = inPodWith('ca.crt').contexts;
  const [other] = inPodWith('ca.crt', 'token').contexts;
  if (own === undefined || other === undefined) throw new Error('no context');
  expect(
    explainMissingAccount(IMPERSONATING[0], { contexts: [own, other], current: own.name }),
  ).toBeUndefined();
});
