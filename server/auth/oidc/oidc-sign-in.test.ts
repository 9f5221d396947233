import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { ask, authenticatorFor, comeBack, goToProvider, ORIGIN, signIn } from './testing/signed-in.ts';
import { TestBrowser } from './testing/test-browser.ts';
import { startTestProvider } from './testing/test-provider.ts';

const ALICE = { email: 'alice@example.com', preferred_username: 'alice', groups: ['team-a'] };

test('signs in and leads back to where the user was', async () => {
  const provider = await startTestProvider({ claims: ALICE });
  const authenticating = authenticatorFor(provider);
  const browser = new TestBrowser();
  const callback = await goToProvider(authenticating, browser, '/pods?namespace=team-a');
  const outcome = await comeBack(authenticating, browser, callback);
  expect(outcome?.location).toBe('/pods?namespace=team-a');
  const caller = await ask(authenticating, browser);
  expect(caller).toMatchObject({
    userId: JSON.stringify(['oidc', provider.issuer, 'alice']),
    displayName: 'alice',
    groups: ['team-a'],
  });
  expect(outcome?.caller).toMatchObject({ userId: caller.userId });
  if (caller.credential.kind !== 'token') throw new Error('no token');
  expect(caller.credential.context).toBeUndefined();
  const token = decodeJwt(await caller.credential.token());
  expect(token).toMatchObject({ iss: provider.issuer, aud: 'podshell', sub: 'alice', email: ALICE.email });
});

test('the access token goes to the cluster where that is set', async () => {
  const provider = await startTestProvider({ claims: ALICE, accessTokenAudience: 'https://kubernetes' });
  const authenticating = authenticatorFor(provider, { oidcToken: 'access' });
  const { credential } = await ask(authenticating, await signIn(authenticating));
  if (credential.kind !== 'token') throw new Error('no token');
  expect(decodeJwt(await credential.token())).toMatchObject({ aud: 'https://kubernetes', sub: 'alice' });
});

test('the request to the provider has PKCE, state, nonce and our address', async () => {
  const { authenticator } = authenticatorFor(await startTestProvider());
  const begun = await authenticator.beginSignIn?.('/', new TestBrowser().presented(ORIGIN));
  const query = Object.fromEntries(new URL(begun?.location ?? '').searchParams);
  expect(query).toMatchObject({
    response_type: 'code',
    client_id: 'podshell',
    scope: 'openid profile email groups offline_access',
    redirect_uri: `${ORIGIN}/api/signin/oidc/callback`,
    code_challenge_method: 'S256',
  });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(query[name]).toMatch(/^[\w-]{43}$/);
});

test('the address of the settings counts before the one of the request', async () => {
  const { authenticator } = authenticatorFor(await startTestProvider(), {
    publicUrl: 'https://podshell.example.com',
  });
  const begun = await authenticator.beginSignIn?.('/', new TestBrowser().presented('http://10.0.0.1:3000'));
  const redirect = new URL(begun?.location ?? '').searchParams.get('redirect_uri');
  expect(redirect).toBe('https://podshell.example.com/api/signin/oidc/callback');
});

test('without that setting, only loopback is taken from the request', async () => {
  const { authenticator } = authenticatorFor(await startTestProvider());
  const begin = (host: string) =>
    authenticator.beginSignIn?.('/', { headers: { host: [host] }, peer: '127.0.0.1' });
  await expect(begin('podshell.example.com')).rejects.toMatchObject({
    code: 'sign-in-failed',
    message: expect.stringContaining('PODSHELL_PUBLIC_URL'),
  });
  expect((await begin('[::1]:3000'))?.location).toContain(encodeURIComponent('http://[::1]:3000/'));
});

test('sign-ins in several tabs all work, in any order', async () => {
  const provider = await startTestProvider({ claims: ALICE });
  const authenticating = authenticatorFor(provider);
  const browser = new TestBrowser();
  const tabs = ['/1', '/2', '/3', '/4', '/5'];
  const callbacks: URL[] = [];
  for (const tab of tabs) callbacks.push(await goToProvider(authenticating, browser, tab));
  const locations: (string | undefined)[] = [];
  for (const callback of callbacks.reverse()) {
    locations.push((await comeBack(authenticating, browser, callback))?.location);
  }
  expect(locations).toEqual(tabs.reverse());
  expect([...browser.cookies(ORIGIN).keys()]).toEqual(['podshell']);
});

test('a browser that begins again and again keeps five cookies', async () => {
  const provider = await startTestProvider({ claims: ALICE });
  const authenticating = authenticatorFor(provider);
  const browser = new TestBrowser();
  for (let tab = 0; tab < 8; tab += 1) {
    authenticating.clock.advance(1000);
    const long = `/${'x'.repeat(990)}${tab}`;
    const begun = await authenticating.authenticator.beginSignIn?.(long, browser.presented(ORIGIN));
    browser.keep(ORIGIN, begun?.setCookies ?? []);
  }
  expect(browser.cookies(ORIGIN).size).toBe(5);
  for (const cookie of browser.cookies(ORIGIN).values()) expect(cookie.length).toBeLessThan(2600);
  // The newest still works.
  const callback = await goToProvider(authenticating, browser, '/newest');
  expect((await comeBack(authenticating, browser, callback))?.location).toBe('/newest');
});

test('a path that is too long for a cookie is left out', async () => {
  const authenticating = authenticatorFor(await startTestProvider({ claims: ALICE }));
  const browser = new TestBrowser();
  const callback = await goToProvider(authenticating, browser, `/${'x'.repeat(5000)}`);
  expect((await comeBack(authenticating, browser, callback))?.location).toBe('/');
});

test.each([
  [{ name: 'Alice A.', email: 'a@example.com' }, 'a@example.com'],
  [{ name: 'Alice\u202e A.' }, 'Alice A.'],
  [{ preferred_username: 7 }, 'alice'],
])('%j is shown as %s', async (claims, name) => {
  const authenticating = authenticatorFor(await startTestProvider({ claims }));
  expect((await ask(authenticating, await signIn(authenticating))).displayName).toBe(name);
});
