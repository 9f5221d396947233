import { expect, test } from 'vitest';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { reviewShell } from './shell-review.ts';

const identity = { key: 'alice', context: 'main' } as ClusterIdentity;
const target = { context: 'main', namespace: 'team-a', pod: 'debian', container: 'debian' };

const verdictOn = (error: unknown) =>
  reviewShell({ renew: () => Promise.reject(error) }, identity, target).ask();

test.each([
  [401, 'Unauthorized', 'cluster-unauthenticated'],
  [403, 'selfsubjectaccessreviews is forbidden: User "alice" cannot create resource "x"', 'forbidden'],
  [
    403,
    'groups "ops" is forbidden: User "podshell" cannot impersonate resource "groups" in API group ""',
    'impersonation-refused',
  ],
])('a cluster that answers %i %s has taken the shell back', async (status, message, code) => {
  expect(await verdictOn(new ApiStatusError(status, '', message))).toMatchObject({
    kind: 'refused',
    failure: { code },
  });
});

test('a refusal to act as the user says as whom', async () => {
  const message =
    'selfsubjectaccessreviews is forbidden: User "podshell" cannot impersonate-on:user-info:create resource "x" in API group ""';
  const impersonated = { user: 'alice', groups: ['ops'] };
  const refuse = () => Promise.reject(new ApiStatusError(403, '', message));
  const review = reviewShell({ renew: refuse }, { ...identity, impersonated }, target);
  expect(await review.ask()).toMatchObject({
    failure: { reason: expect.stringContaining('may not act as user "alice" with group "ops"') },
  });
});

test.each([new ApiStatusError(500, '', 'busy'), new Error('connection reset')])(
  'a failure says nothing: %s',
  async (error) => {
    expect(await verdictOn(error)).toEqual({ kind: 'unknown' });
  },
);
