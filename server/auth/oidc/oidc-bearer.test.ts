import { SignJWT } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import type { Settings } from '#server/config/settings.ts';
import { ask, authenticatorFor, signIn } from './testing/signed-in.ts';
import { CLIENT_SECRET, startTestProvider, type TestProvider } from './testing/test-provider.ts';

const now = () => Math.floor(Date.now() / 1000);

function claimsFor({ issuer }: TestProvider, changes: Record<string, unknown> = {}) {
  return {
    iss: issuer,
    aud: 'podshell',
    sub: 'alice',
    groups: ['team-a'],
    iat: now(),
    exp: now() + 300,
    ...changes,
  };
}

async function started(settings: Partial<Settings> = {}) {
  const provider = await startTestProvider();
  const authenticating = authenticatorFor(provider, settings);
  const show = async (token: string) => {
    const headers = { authorization: [`Bearer ${token}`] };
    return (await authenticating.authenticator.authenticate({ headers, peer: '127.0.0.1' })).caller;
  };
  return { provider, authenticating, show };
}

test('a program is the same user as the browser sign-in of its subject', async () => {
  const { provider, authenticating, show } = await started();
  const claims = claimsFor(provider);
  const token = await provider.sign(claims);
  const caller = await show(token);
  const inBrowser = await ask(authenticating, await signIn(authenticating));
  expect(caller.userId).toBe(inBrowser.userId);
  expect(caller).toMatchObject({ displayName: 'alice', groups: ['team-a'] });
  expect(caller.expiresAt).toBe(claims.exp * 1000);
  if (caller.credential.kind !== 'token') throw new Error('no token');
  expect(await caller.credential.token()).toBe(token);
});

test('the keys of the provider are read once', async () => {
  const { provider, show } = await started();
  const tokens = await Promise.all(
    [1, 2, 3].map((n) => provider.sign(claimsFor(provider, { sub: `user-${n}` }))),
  );
  await Promise.all([...tokens, ...tokens].map(show));
  expect(provider.count('GET /jwks')).toBe(1);
});

test('keys that are known serve on while the provider is down, and a withdrawn key is refused', async () => {
  const { provider, authenticating, show } = await started();
  const { clock, logger } = authenticating;
  const tokenOf = (sub: string) => provider.sign(claimsFor(provider, { sub, exp: now() + 7200 }));
  await show(await tokenOf('first'));
  provider.state.faults.set('/jwks', 'down');
  clock.advance(11 * 60_000);
  await show(await tokenOf('second'));
  await vi.waitUntil(() => logger.of('warn').length > 0);
  await show(await tokenOf('third'));

  provider.state.faults.set('/jwks', (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"keys":[]}');
  });
  clock.advance(61_000);
  await show(await tokenOf('fourth'));
  let tokens = 0;
  await vi.waitUntil(async () => {
    // One that was checked before is known.
    tokens += 1;
    const shown = await show(await tokenOf(`later-${tokens}`)).catch((error: { code: string }) => error.code);
    return shown === 'unauthenticated';
  });
});

test('the caller ends when the token does', async () => {
  const { provider, authenticating, show } = await started();
  const token = await provider.sign(claimsFor(provider));
  const { ended } = await show(token);
  expect(ended?.aborted).toBe(false);
  authenticating.clock.advance(301_000);
  expect(ended?.aborted).toBe(true);
  await expect(show(token)).rejects.toMatchObject({ code: 'unauthenticated' });
});

describe('a token is refused', () => {
  const refused = { code: 'unauthenticated' };

  test.each([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['for another audience', { aud: 'grafana' }],
    ['without audience', { aud: undefined }],
    ['that has expired', { exp: now() - 60 }],
    ['that never expires', { exp: undefined }],
    ['that is not valid yet', { nbf: now() + 600 }],
    ['without subject', { sub: undefined }],
    ['for a logout', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
  ])('%s', async (_name, changes) => {
    const { provider, show } = await started();
    await expect(show(await provider.sign(claimsFor(provider, changes)))).rejects.toMatchObject(refused);
  });

  test('with a key that the provider does not have', async () => {
    const { provider, show } = await started();
    await expect(show(await provider.sign(claimsFor(provider), { kid: 'x' }))).rejects.toMatchObject(refused);
  });

  test('with the signature of another token', async () => {
    const { provider, show } = await started();
    const [header, , signature] = (await provider.sign(claimsFor(provider))).split('.');
    const [, payload] = (await provider.sign(claimsFor(provider, { sub: 'bob' }))).split('.');
    await expect(show([header, payload, signature].join('.'))).rejects.toMatchObject(refused);
  });

  test('that anybody with the client secret can sign, and one that nobody has signed', async () => {
    const { provider, show } = await started();
    const secret = new TextEncoder().encode(CLIENT_SECRET.padEnd(32));
    const shared = new SignJWT(claimsFor(provider)).setProtectedHeader({ alg: 'HS256', kid: 'key-1' });
    await expect(show(await shared.sign(secret))).rejects.toMatchObject(refused);
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const none = `${encode({ alg: 'none' })}.${encode(claimsFor(provider))}.`;
    await expect(show(none)).rejects.toMatchObject(refused);
  });

  test('that is opaque', async () => {
    const { show } = await started();
    await expect(show('abc')).rejects.toMatchObject(refused);
  });

  test('of another type: an access token where ID tokens are shown', async () => {
    const { provider, show } = await started();
    const token = await provider.sign(claimsFor(provider), { typ: 'at+jwt' });
    await expect(show(token)).rejects.toMatchObject(refused);
  });

  test('without the claim that names the user to the cluster', async () => {
    const { provider, show } = await started({ impersonate: true });
    await expect(show(await provider.sign(claimsFor(provider)))).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('"email"'),
    });
  });
});

test('access tokens for an audience of their own are shown where that is set', async () => {
  const { provider, show } = await started({ oidcToken: 'access', oidcAudience: 'https://podshell' });
  const token = await provider.sign(claimsFor(provider, { aud: ['https://podshell', 'x'] }), {
    typ: 'at+jwt',
  });
  await expect(show(token)).resolves.toMatchObject({ displayName: 'alice' });
  await expect(show(await provider.sign(claimsFor(provider)))).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

test('a program is impersonated as a browser user is', async () => {
  const { provider, show } = await started({ impersonate: true, impersonateGroups: ['team-*'] });
  const claims = claimsFor(provider, { email: 'alice@example.com', groups: ['team-a', 'admins'] });
  await expect(show(await provider.sign(claims))).resolves.toMatchObject({
    credential: { kind: 'impersonate', user: 'alice@example.com', groups: ['team-a'] },
  });
});

test.each(['down', 'busy', 'rubbish', 'huge', 'slow'] as const)(
  'keys that cannot be read (%s) are the fault of the provider, and are asked for again',
  async (fault) => {
    const { provider, show } = await started();
    const token = await provider.sign(claimsFor(provider));
    provider.state.faults.set('/jwks', fault);
    await expect(show(token)).rejects.toMatchObject({ code: 'sign-in-unavailable' });
    provider.state.faults.clear();
    await expect(show(token)).resolves.toMatchObject({ displayName: 'alice' });
  },
);
