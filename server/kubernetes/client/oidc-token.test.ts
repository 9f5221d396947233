import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { OidcToken } from './oidc-token.ts';

/** A token that the system's clock takes for valid, since the library reads that one. */
function tokenUntil(seconds: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'none' }), part({ exp: seconds }), 'signature'].join('.');
}

const NEXT_YEAR = Math.floor(Date.now() / 1000) + 365 * 86_400;

function provider(config: Record<string, string>) {
  return { name: 'oidc', config };
}

test('a valid token is sent', async () => {
  const token = tokenUntil(NEXT_YEAR);
  const header = await new OidcToken(new FakeClock()).header('u', provider({ 'id-token': token }));
  expect(header).toBe(`Bearer ${token}`);
});

test('a token that was renewed in the kubeconfig is sent next', async () => {
  const oidc = new OidcToken(new FakeClock());
  await oidc.header('u', provider({ 'id-token': tokenUntil(NEXT_YEAR) }));
  const renewed = tokenUntil(NEXT_YEAR + 1);
  expect(await oidc.header('u', provider({ 'id-token': renewed }))).toBe(`Bearer ${renewed}`);
});

test.each([
  ['no token', {}],
  ['an expired token that cannot be renewed', { 'id-token': tokenUntil(1) }],
  [
    'a provider that cannot be reached',
    {
      'id-token': tokenUntil(1),
      'refresh-token': 'secret',
      'client-id': 'c',
      'idp-issuer-url': 'https://127.0.0.1:1',
    },
  ],
])('with %s no request is sent, rather than an anonymous one', async (_what, config) => {
  const header = new OidcToken(new FakeClock()).header('u', provider(config));
  await expect(header).rejects.toMatchObject({ fault: { kind: 'oidc-failed' } });
});
