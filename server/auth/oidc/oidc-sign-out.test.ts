import { expect, test } from 'vitest';
import { ask, authenticatorFor, ORIGIN, signIn } from './testing/signed-in.ts';
import { startTestProvider } from './testing/test-provider.ts';

test('leads to the end-session endpoint, and the cookies open nothing any more', async () => {
  const provider = await startTestProvider();
  const authenticating = authenticatorFor(provider);
  const browser = await signIn(authenticating);
  const copy = browser.presented(ORIGIN);
  const { ended } = await ask(authenticating, browser);
  const { location = '', setCookies } = await authenticating.authenticator.signOut(copy);
  const { origin, pathname, searchParams } = new URL(location);
  expect(origin + pathname).toBe(`${provider.issuer}/session/end`);
  expect(searchParams.get('post_logout_redirect_uri')).toBe(`${ORIGIN}/signin`);
  expect(searchParams.get('client_id')).toBe('podshell');
  expect(searchParams.get('id_token_hint')?.split('.')).toHaveLength(3);
  browser.keep(ORIGIN, setCookies);
  expect(browser.cookies(ORIGIN).size).toBe(0);
  expect(ended?.aborted).toBe(true);
  await expect(authenticating.authenticator.authenticate(copy)).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

test('the provider takes that request, and forgets the refresh token', async () => {
  const provider = await startTestProvider();
  const authenticating = authenticatorFor(provider);
  const browser = await signIn(authenticating);
  const copy = browser.presented(ORIGIN);
  const { location = '' } = await authenticating.authenticator.signOut(copy);
  expect((await browser.get(location)).status).toBe(200);
  await expect.poll(() => provider.count('POST /token/revocation')).toBe(1);
  // Another process does not know that the sign-in has ended; the provider does.
  const other = authenticatorFor(provider);
  provider.state.idTokenSeconds = 3000;
  other.clock.advance(301_000);
  await expect(other.authenticator.authenticate(copy)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('an ID token that is too long for a URL is left out of it', async () => {
  const groups = Array.from({ length: 300 }, (_, n) => `team-${n}-of-the-company`);
  const authenticating = authenticatorFor(await startTestProvider({ claims: { groups } }));
  const browser = await signIn(authenticating);
  const { location = '' } = await authenticating.authenticator.signOut(browser.presented(ORIGIN));
  expect(new URL(location).searchParams.has('id_token_hint')).toBe(false);
  expect(location.length).toBeLessThan(500);
});

test('works while the provider is down, and for whoever is not signed in', async () => {
  const provider = await startTestProvider();
  const browser = await signIn(authenticatorFor(provider));
  const restarted = authenticatorFor(provider);
  provider.state.faults.set('/', 'down');
  const { location, setCookies } = await restarted.authenticator.signOut(browser.presented(ORIGIN));
  expect(location).toBeUndefined();
  expect(setCookies).toEqual([expect.stringContaining('podshell=; ')]);
  const nobody = { headers: {}, peer: '127.0.0.1' };
  expect(await restarted.authenticator.signOut(nobody)).toEqual({ setCookies: [] });
});

test('leaves a token that is renewed no more, and says when it expires', async () => {
  const authenticating = authenticatorFor(await startTestProvider());
  const browser = await signIn(authenticating);
  const presented = browser.presented(ORIGIN);
  const { caller } = await authenticating.authenticator.authenticate(presented);
  const diesAt = () => (caller.credential.kind === 'token' ? caller.credential.diesAt : undefined);
  expect(diesAt()).toBeUndefined();
  await authenticating.authenticator.signOut(presented);
  expect(diesAt()).toBeGreaterThan(authenticating.clock.now());
});
