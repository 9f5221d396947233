import { UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { tokensOf } from './oidc-tokens.ts';

const clock = new FakeClock();
const claims = { iss: 'https://id.example', sub: 'alice', groups: ['admins'] };
const idToken = `${new UnsecuredJWT(claims).setExpirationTime(clock.now() / 1000 + 300).encode()}sig`;
const grant = { idToken, claims, accessToken: 'a', refreshToken: 'r', expiresIn: 300 };
const renewed = { ...grant, idToken: undefined, claims: undefined };

test.each(['id', 'none'] as const)('where the ID token counts (%s), a renewal needs a new one', (used) => {
  const before = tokensOf(grant, used, clock);
  const renew = () => tokensOf(renewed, used, clock, before);
  expect(renew).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
});

test('where clusters get the access token, the ID token of the sign-in goes on to name the user', () => {
  const before = tokensOf(grant, 'access', clock);
  expect(tokensOf(renewed, 'access', clock, before)).toMatchObject({ id: before.id, access: 'a' });
});
