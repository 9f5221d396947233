import { expect, test } from 'vitest';
import { createLocalAuthenticator } from './auth/local/local-authenticator.ts';
import { createProxyAuthenticator } from './auth/proxy/proxy-authenticator.ts';
import { RequestScope } from './request-scope.ts';
import { createSignInDoor } from './sign-in-door.ts';

const proxy = createProxyAuthenticator({
  isTrusted: () => true,
  userHeader: 'X-Forwarded-User',
  groupsHeader: 'X-Forwarded-Groups',
  allowedGroups: [],
});

test.each([
  [createLocalAuthenticator('ada'), 'nobody signs in here'],
  [proxy, 'the proxy in front of Podshell signs users in'],
])('where Podshell signs nobody in, it says who does: $0.mode', async (authenticator, words) => {
  const door = createSignInDoor(authenticator, new RequestScope(), async () => null, '');
  const refusal = { code: 'not-found', message: expect.stringContaining(words) };
  await expect(door.withToken('token', undefined)).rejects.toMatchObject(refusal);
  await expect(door.begin('/')).rejects.toMatchObject(refusal);
  await expect(door.finish(new URLSearchParams())).rejects.toMatchObject(refusal);
});
