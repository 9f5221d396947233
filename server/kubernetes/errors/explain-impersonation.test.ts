import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ApiStatusError } from './api-error.ts';
import { explain } from './explain.ts';
import { explainExec } from './explain-exec.ts';

const impersonated = { user: 'alice', groups: ['dev', 'ops'] };
const subject = { context: 'main', namespace: 'team-a', pod: 'debian', impersonated };

interface Recorded {
  readonly status: number;
  readonly body: { readonly message?: string };
}
const { answers } = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '..', '..', '..', 'fixtures', 'impersonation', 'answers.json'),
    'utf8',
  ),
) as { answers: readonly Recorded[] };
const refusals = answers.filter(({ status }) => status === 403).map(({ body }) => body.message ?? '');

const forbidden = (message: string) => new ApiStatusError(403, 'Forbidden', message);

test('every recorded refusal to impersonate has the code, and no other refusal has', () => {
  expect(refusals.length).toBeGreaterThan(20);
  for (const message of refusals) {
    const isAboutImpersonation = /cannot impersonate/.test(message);
    expect([message, explain(forbidden(message), subject).code]).toEqual([
      message,
      isAboutImpersonation ? 'impersonation-refused' : 'forbidden',
    ]);
  }
});

const account = 'User "system:serviceaccount:podshell:podshell"';

describe('the sentence names', () => {
  test('the group, the verb and the setting', () => {
    const message = `groups "ops" is forbidden: ${account} cannot impersonate resource "groups" in API group "" at the cluster scope`;
    expect(explain(forbidden(message), subject).detail).toBe(
      `Podshell's account "system:serviceaccount:podshell:podshell" may not impersonate group "ops" in the cluster of context "main" (403). ` +
        'Ask your Podshell admin to allow it the verb "impersonate" on this group, or to remove the group from PODSHELL_IMPERSONATE_GROUPS.',
    );
  });

  test('the verb of constrained impersonation', () => {
    const message = `groups.authentication.k8s.io "ops" is forbidden: ${account} cannot impersonate:user-info resource "groups" in API group "authentication.k8s.io" at the cluster scope`;
    expect(explain(forbidden(message), subject).detail).toContain(
      'the verb "impersonate:user-info" on this group',
    );
  });

  test('the user', () => {
    const message = `users "alice" is forbidden: ${account} cannot impersonate resource "users" in API group "" at the cluster scope`;
    expect(explain(forbidden(message), subject).detail).toMatch(
      /may not impersonate user "alice" .* the verb "impersonate" on users\.$/,
    );
  });

  test.each([
    [impersonated, 'user "alice" with groups "dev", "ops"'],
    [{ user: 'alice', groups: ['dev'] }, 'user "alice" with group "dev"'],
    [{ user: 'alice', groups: [] }, 'user "alice"'],
    [undefined, 'another user'],
  ])('whom Podshell acts as, where the cluster does not tell: %j', (who, words) => {
    const message = `pods is forbidden: ${account} cannot impersonate-on:user-info:list resource "pods" in API group "" in the namespace "team-a"`;
    const { detail } = explain(forbidden(message), { ...subject, impersonated: who });
    expect(detail).toContain(`may not act as ${words} in the cluster`);
    expect(detail).toContain('"impersonate-on:user-info:list" on pods.');
  });
});

test('a refused exec is explained alike', () => {
  const message = `pods "debian" is forbidden: ${account} cannot impersonate-on:user-info:create resource "pods/exec" in API group "" in the namespace "team-a"`;
  expect(explainExec(forbidden(message), subject)).toMatchObject({
    code: 'impersonation-refused',
    detail: expect.stringContaining('"impersonate-on:user-info:create" on pods/exec'),
  });
});
