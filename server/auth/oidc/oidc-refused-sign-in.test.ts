import { expect, test } from 'vitest';
import { ask, authenticatorFor, comeBack, goToProvider, ORIGIN, signIn } from './testing/signed-in.ts';
import { TestBrowser } from './testing/test-browser.ts';
import { startTestProvider } from './testing/test-provider.ts';

const FAILED = { code: 'sign-in-failed' };

test('a callback opens nothing in a browser that did not begin (login CSRF)', async () => {
  const provider = await startTestProvider();
  const authenticating = authenticatorFor(provider);
  const attacker = new TestBrowser();
  const callback = await goToProvider(authenticating, attacker);
  const victim = new TestBrowser();
  await expect(comeBack(authenticating, victim, callback)).rejects.toMatchObject(FAILED);
  // Not even in one that has begun a sign-in of its own.
  await goToProvider(authenticating, victim);
  await expect(comeBack(authenticating, victim, callback)).rejects.toMatchObject(FAILED);
  await expect(ask(authenticating, victim)).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(provider.count('POST /token')).toBe(0);
});

test('a callback works once, also with a copy of its cookie', async () => {
  const provider = await startTestProvider();
  const authenticating = authenticatorFor(provider);
  const browser = new TestBrowser();
  const callback = await goToProvider(authenticating, browser);
  const copy = new TestBrowser();
  copy.keep(
    ORIGIN,
    [...browser.cookies(ORIGIN)].map(([name, value]) => `${name}=${value}`),
  );
  await comeBack(authenticating, browser, callback);
  await expect(comeBack(authenticating, browser, callback)).rejects.toMatchObject(FAILED);
  await expect(comeBack(authenticating, copy, callback)).rejects.toMatchObject(FAILED);
  expect(provider.count('POST /token')).toBe(1);
  // Whoever is signed in already stays so.
  await expect(ask(authenticating, browser)).resolves.toMatchObject({ displayName: 'alice' });
});

test('a callback counts for ten minutes', async () => {
  const authenticating = authenticatorFor(await startTestProvider());
  const browser = new TestBrowser();
  const callback = await goToProvider(authenticating, browser);
  authenticating.clock.advance(10 * 60_000);
  await expect(comeBack(authenticating, browser, callback)).rejects.toMatchObject(FAILED);
});

test('a user who cancels is led back to where the sign-in was to lead', async () => {
  const provider = await startTestProvider();
  provider.state.denies = true;
  const authenticating = authenticatorFor(provider);
  const browser = new TestBrowser();
  const callback = await goToProvider(authenticating, browser, '/pods?q=web');
  expect(callback.searchParams.get('error')).toBe('access_denied');
  const pending = [...browser.cookies(ORIGIN).keys()];
  await expect(comeBack(authenticating, browser, callback)).rejects.toMatchObject({
    ...FAILED,
    message: 'You cancelled at the identity provider, or it does not let you in.',
    returnTo: '/pods?q=web',
    setCookies: [expect.stringContaining(`${pending[0]}=; `)],
  });
});

test('what the provider says of itself is told apart', async () => {
  const authenticating = authenticatorFor(await startTestProvider());
  const answerOf = async (error: string) => {
    const browser = new TestBrowser();
    const callback = await goToProvider(authenticating, browser);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', error);
    return comeBack(authenticating, browser, callback);
  };
  await expect(answerOf('temporarily_unavailable')).rejects.toMatchObject({ code: 'sign-in-unavailable' });
  await expect(answerOf('invalid_scope')).rejects.toThrow('refused with "invalid_scope"');
  await expect(answerOf('<script>')).rejects.toThrow('refused with "unreadable"');
});

test.each([
  ['another code', (url: URL) => url.searchParams.set('code', 'x')],
  ['no code', (url: URL) => url.searchParams.delete('code')],
  ['two codes', (url: URL) => url.searchParams.append('code', 'x')],
  ['two states', (url: URL) => url.searchParams.append('state', 'x')],
  ['no state', (url: URL) => url.searchParams.delete('state')],
  ['the issuer of another provider', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
  ['a token', (url: URL) => url.searchParams.set('id_token', 'x')],
])('a callback with %s signs nobody in', async (_name, change) => {
  const authenticating = authenticatorFor(await startTestProvider());
  const browser = new TestBrowser();
  const callback = await goToProvider(authenticating, browser);
  change(callback);
  await expect(comeBack(authenticating, browser, callback)).rejects.toMatchObject(FAILED);
  await expect(ask(authenticating, browser)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('an ID token with the nonce of another sign-in is not taken', async () => {
  const provider = await startTestProvider();
  const authenticating = authenticatorFor(provider);
  const browser = new TestBrowser();
  const callback = await goToProvider(authenticating, browser);
  const now = Math.floor(Date.now() / 1000);
  const stolen = await provider.sign({
    iss: provider.issuer,
    aud: 'podshell',
    sub: 'mallory',
    nonce: 'of another sign-in',
    iat: now,
    exp: now + 300,
  });
  provider.state.faults.set('/token', (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: 'a', token_type: 'Bearer', id_token: stolen }));
  });
  await expect(comeBack(authenticating, browser, callback)).rejects.toMatchObject(FAILED);
});

test('a wrong client secret is named to whoever runs Podshell', async () => {
  const provider = await startTestProvider();
  const authenticating = authenticatorFor(provider, { oidcClientSecret: 'another secret' });
  await expect(signIn(authenticating)).rejects.toMatchObject({
    ...FAILED,
    message: expect.stringContaining('PODSHELL_OIDC_CLIENT_SECRET'),
  });
});

test('tokens that do not fit into cookies are refused in words', async () => {
  const groups = Array.from({ length: 4000 }, () => crypto.randomUUID());
  const authenticating = authenticatorFor(await startTestProvider({ claims: { groups } }));
  await expect(signIn(authenticating)).rejects.toMatchObject({
    ...FAILED,
    message: expect.stringContaining('too many groups'),
  });
});
