import { describe, expect, test } from 'vitest';
import { ask, authenticatorFor, ORIGIN, signIn, withRetries } from './testing/signed-in.ts';
import { TestBrowser } from './testing/test-browser.ts';
import { startTestProvider } from './testing/test-provider.ts';

/** The provider's tokens live five minutes at first. Signs in and goes to just after their end. */
async function expiredSignIn(...options: Parameters<typeof startTestProvider>) {
  const provider = await startTestProvider(...options);
  const authenticating = authenticatorFor(provider);
  const browser = await signIn(authenticating);
  provider.state.idTokenSeconds = 3000;
  authenticating.clock.advance(301_000);
  return { provider, authenticating, browser };
}

/** Sign-in is the first request to the token endpoint. */
const SIGNED_IN = 1;

test('twenty requests at the moment of expiry make one refresh, and nobody is signed out', async () => {
  const { provider, authenticating, browser } = await expiredSignIn();
  const asking = Array.from({ length: 20 }, () =>
    authenticating.authenticator.authenticate(browser.presented(ORIGIN)),
  );
  const answers = await Promise.all(asking);
  expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
  for (const { caller, setCookies } of answers) {
    expect(caller.ended?.aborted).toBe(false);
    expect(setCookies).not.toEqual([]);
  }
  // The cookies of each answer open the renewed sign-in.
  for (const { setCookies } of answers) {
    const later = new TestBrowser();
    later.keep(ORIGIN, setCookies ?? []);
    await ask(authenticating, later);
  }
  expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
});

test('late requests with the old cookies get the renewed tokens', async () => {
  const { provider, authenticating, browser } = await expiredSignIn();
  const late = browser.presented(ORIGIN);
  const { credential } = await ask(authenticating, browser);
  authenticating.clock.advance(60_000);
  const { caller, setCookies } = await authenticating.authenticator.authenticate(late);
  if (credential.kind !== 'token' || caller.credential.kind !== 'token') throw new Error('no token');
  expect(await caller.credential.token()).toBe(await credential.token());
  expect(setCookies).not.toEqual([]);
  expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
});

test('each refresh token is used once, over several renewals', async () => {
  const { provider, authenticating, browser } = await expiredSignIn();
  await ask(authenticating, browser);
  for (const seconds of [6000, 9000]) {
    provider.state.idTokenSeconds = seconds;
    authenticating.clock.advance(2900_000);
    await ask(authenticating, browser);
  }
  expect(provider.count('POST /token')).toBe(SIGNED_IN + 3);
});

test('a restarted server renews what the cookies keep', async () => {
  const { provider, browser } = await expiredSignIn();
  const restarted = authenticatorFor(provider);
  restarted.clock.advance(301_000);
  await expect(ask(restarted, browser)).resolves.toMatchObject({ displayName: 'alice' });
  expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
});

describe('a refresh that fails for a passing reason', () => {
  test.each(['down', 'slow', 'rubbish', 'busy', 'huge'] as const)('%s: is tried again', async (fault) => {
    const { provider, authenticating, browser } = await expiredSignIn();
    provider.state.faults.set('/token', fault);
    const asking = withRetries(
      authenticating,
      () => ask(authenticating, browser),
      () => provider.state.faults.clear(),
    );
    await expect(asking).resolves.toMatchObject({ displayName: 'alice' });
    expect(provider.count('POST /token')).toBe(SIGNED_IN + 2);
  });

  test('that lasts is said, and the sign-in goes on when it is over', async () => {
    const { provider, authenticating, browser } = await expiredSignIn();
    provider.state.faults.set('/token', 'busy');
    const asking = withRetries(authenticating, () => ask(authenticating, browser));
    await expect(asking).rejects.toMatchObject({ code: 'sign-in-unavailable' });
    expect(provider.count('POST /token')).toBeGreaterThan(SIGNED_IN + 2);
    provider.state.faults.clear();
    await expect(ask(authenticating, browser)).resolves.toMatchObject({ displayName: 'alice' });
  });

  test('and leaves valid tokens in use', async () => {
    const provider = await startTestProvider();
    const authenticating = authenticatorFor(provider);
    const browser = await signIn(authenticating);
    provider.state.faults.set('/token', 'down');
    authenticating.clock.advance(285_000);
    await expect(ask(authenticating, browser)).resolves.toMatchObject({ displayName: 'alice' });
    expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
  });

  test('such as a client secret that is wrong for a while', async () => {
    const { provider, authenticating, browser } = await expiredSignIn();
    provider.state.faults.set('/token', (response) => {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}');
    });
    const asking = withRetries(authenticating, () => ask(authenticating, browser));
    await expect(asking).rejects.toMatchObject({ code: 'sign-in-unavailable' });
  });
});

test('tokens that seem to have expired already, since our clock is fast, are used for ten seconds', async () => {
  const { provider, authenticating, browser } = await expiredSignIn();
  provider.state.idTokenSeconds = 200;
  for (let request = 0; request < 3; request += 1) await ask(authenticating, browser);
  expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
  authenticating.clock.advance(10_000);
  await ask(authenticating, browser);
  expect(provider.count('POST /token')).toBe(SIGNED_IN + 2);
});

describe('a sign-in ends', () => {
  const gone = { code: 'unauthenticated' };

  test.each(['invalid_grant', 'interaction_required'])('when the provider says %s', async (error) => {
    const { provider, authenticating, browser } = await expiredSignIn();
    provider.state.faults.set('/token', (response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    });
    await expect(ask(authenticating, browser)).rejects.toMatchObject(gone);
    provider.state.faults.clear();
    await expect(ask(authenticating, browser)).rejects.toMatchObject(gone);
    expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
  });

  test('when it is renewed for another subject', async () => {
    const { provider, authenticating, browser } = await expiredSignIn();
    const now = Math.floor(Date.now() / 1000);
    const mallory = { iss: provider.issuer, aud: 'podshell', sub: 'mallory', iat: now, exp: now + 3000 };
    const stranger = await provider.sign(mallory);
    provider.state.faults.set('/token', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ access_token: 'a', token_type: 'Bearer', id_token: stranger }));
    });
    await expect(ask(authenticating, browser)).rejects.toMatchObject(gone);
  });

  test('when it is renewed without the token that the cluster gets', async () => {
    const { provider, authenticating, browser } = await expiredSignIn();
    provider.state.faults.set('/token', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ access_token: 'a', token_type: 'Bearer' }));
    });
    await expect(ask(authenticating, browser)).rejects.toMatchObject(gone);
  });

  test('with its token when there is no refresh token', async () => {
    const provider = await startTestProvider({ refreshTokens: false });
    const authenticating = authenticatorFor(provider);
    const browser = await signIn(authenticating);
    const caller = await ask(authenticating, browser);
    expect(caller.expiresAt).toBeGreaterThan(authenticating.clock.now());
    authenticating.clock.advance(301_000);
    expect(caller.ended?.aborted).toBe(true);
    await expect(ask(authenticating, browser)).rejects.toMatchObject(gone);
  });
});

test('a cluster that refuses gets another token, but not for ever', async () => {
  const provider = await startTestProvider();
  const authenticating = authenticatorFor(provider);
  const { credential } = await ask(authenticating, await signIn(authenticating));
  if (credential.kind !== 'token') throw new Error('no token');
  const first = await credential.token();
  expect(await credential.token(first)).toBe(first);
  authenticating.clock.advance(30_000);
  provider.state.idTokenSeconds = 3000;
  const second = await credential.token(first);
  expect(second).not.toBe(first);
  expect(await credential.token(first)).toBe(second);
  expect(await credential.token(second)).toBe(second);
  expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
});

test('a cluster that refuses does not end a sign-in without refresh token', async () => {
  const authenticating = authenticatorFor(await startTestProvider({ refreshTokens: false }));
  const { credential, ended } = await ask(authenticating, await signIn(authenticating));
  if (credential.kind !== 'token') throw new Error('no token');
  const token = await credential.token();
  authenticating.clock.advance(60_000);
  expect(await credential.token(token)).toBe(token);
  expect(ended?.aborted).toBe(false);
});

test('other groups make another key, so that nothing cached is shared', async () => {
  const provider = await startTestProvider({ claims: { groups: ['team-a', 'team-b'] } });
  const authenticating = authenticatorFor(provider);
  const browser = await signIn(authenticating);
  const before = await ask(authenticating, browser);
  provider.state.claims.groups = ['team-a'];
  provider.state.idTokenSeconds = 3000;
  authenticating.clock.advance(301_000);
  const after = await ask(authenticating, browser);
  expect(after.groups).toEqual(['team-a']);
  expect(after.userId).toBe(before.userId);
  expect(after.credential).not.toMatchObject({ key: (before.credential as { key: string }).key });
});
