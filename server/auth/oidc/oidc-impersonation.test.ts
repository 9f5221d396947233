import { expect, test } from 'vitest';
import { ask, authenticatorFor, signIn } from './testing/signed-in.ts';
import { startTestProvider } from './testing/test-provider.ts';

const IMPERSONATE = { impersonate: true, impersonateGroups: ['team-*', 'auditors'] };

test('the user and the allowed groups are impersonated', async () => {
  const claims = {
    email: 'alice@example.com',
    email_verified: true,
    groups: ['team-a', 'admins', 'system:masters', 'auditors'],
  };
  const authenticating = authenticatorFor(await startTestProvider({ claims }), IMPERSONATE);
  const caller = await ask(authenticating, await signIn(authenticating));
  expect(caller.groups).toEqual(['team-a', 'auditors']);
  expect(caller.credential).toEqual({
    kind: 'impersonate',
    user: 'alice@example.com',
    groups: ['team-a', 'auditors'],
  });
});

test('pages and the audit log show the impersonated name, and none that users choose at the provider', async () => {
  const claims = { email: 'alice@example.com', email_verified: true, preferred_username: 'bob' };
  const authenticating = authenticatorFor(await startTestProvider({ claims }), IMPERSONATE);
  const { displayName } = await ask(authenticating, await signIn(authenticating));
  expect(displayName).toBe('alice@example.com');
});

test('groups may be one name, and have another claim', async () => {
  const claims = { email: 'alice@example.com', 'urn:roles': 'team-a' };
  const provider = await startTestProvider({ claims, moreClaims: ['urn:roles'] });
  const authenticating = authenticatorFor(provider, { ...IMPERSONATE, oidcGroupsClaim: 'urn:roles' });
  const { credential } = await ask(authenticating, await signIn(authenticating));
  expect(credential).toMatchObject({ groups: ['team-a'] });
});

test.each([
  [true, { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://graph' } } }],
  [true, { hasgroups: true }],
  [false, { _claim_names: { roles: 'src1' } }],
  [false, { _claim_names: 'groups' }],
  [false, { groups: ['team-a'], hasgroups: true }],
])('groups that the provider leaves out are missed: %s for %j', async (isMissed, more) => {
  const provider = await startTestProvider({
    claims: { email: 'alice@example.com', ...more },
    moreClaims: ['_claim_names', '_claim_sources', 'hasgroups'],
  });
  const authenticating = authenticatorFor(provider, IMPERSONATE);
  const caller = await ask(authenticating, await signIn(authenticating));
  expect(caller.groupsLeftOut).toBe(isMissed);
  expect(authenticating.logger.of('warn')).toHaveLength(isMissed ? 1 : 0);
});

test.each([
  ['no claim "email"', {}],
  ['not verified', { email: 'alice@example.com', email_verified: false }],
  ['not verified', { email: 'alice@example.com', email_verified: 'false' }],
  ['begins with system:', { email: 'system:admin' }],
  ['contains a control character', { email: 'al\nice' }],
])('nobody is impersonated with %s: %j', async (cause, claims) => {
  const authenticating = authenticatorFor(await startTestProvider({ claims }), IMPERSONATE);
  await expect(signIn(authenticating)).rejects.toMatchObject({
    code: 'sign-in-failed',
    message: expect.stringContaining(cause),
  });
});

test('another claim names users where that is set', async () => {
  const provider = await startTestProvider({ claims: { preferred_username: 'ally', email_verified: false } });
  const authenticating = authenticatorFor(provider, {
    ...IMPERSONATE,
    oidcUsernameClaim: 'preferred_username',
  });
  const { credential } = await ask(authenticating, await signIn(authenticating));
  expect(credential).toMatchObject({ user: 'ally' });
});

test('a user who loses the claim is signed out by the next renewal', async () => {
  const provider = await startTestProvider({ claims: { email: 'alice@example.com', email_verified: true } });
  const authenticating = authenticatorFor(provider, IMPERSONATE);
  const browser = await signIn(authenticating);
  provider.state.claims.email_verified = false;
  provider.state.idTokenSeconds = 3000;
  authenticating.clock.advance(301_000);
  await expect(ask(authenticating, browser)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('after a change of settings that the sign-in does not fit, users sign in again', async () => {
  const provider = await startTestProvider();
  const browser = await signIn(authenticatorFor(provider));
  await expect(ask(authenticatorFor(provider, IMPERSONATE), browser)).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('"email"'),
  });
  await expect(ask(authenticatorFor(provider, { oidcToken: 'access' }), browser)).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('change of settings'),
  });
});
