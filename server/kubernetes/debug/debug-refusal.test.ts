import { expect, test } from 'vitest';
import { ApiStatusError } from '../errors/api-error.ts';
import { toDebugError } from './debug-refusal.ts';

const subject = { context: 'main', namespace: 'team-a', pod: 'web' };

test.each([
  [
    422,
    'Invalid',
    'Pod "web" is invalid: spec: Forbidden: static pods do not support ephemeral containers',
    'debug-static-pod',
  ],
  [
    403,
    'Forbidden',
    'pods "web" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
    'debug-policy-refused',
  ],
  [400, '', 'admission webhook "policy.example" denied the request: no debuggers', 'debug-policy-refused'],
  [403, 'Forbidden', 'pods "web" is forbidden: exceeded quota: pods, requested: 1', 'debug-quota-exceeded'],
  [404, 'NotFound', 'the server could not find the requested resource', 'debug-unsupported'],
  [
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    'debug-unsupported',
  ],
  [404, 'NotFound', 'pods "web" not found', 'pod-not-found'],
  [
    403,
    'Forbidden',
    'pods "web" is forbidden: User "bob" cannot patch resource "pods/ephemeralcontainers"',
    'forbidden',
  ],
])('%i %s %s: %s', (status, reason, message, code) => {
  expect(toDebugError(new ApiStatusError(status, reason, message), subject)).toMatchObject({ code });
});

test('the cluster is quoted where its words say what to change', () => {
  const refused = new ApiStatusError(
    403,
    '',
    'pods "web" is forbidden: violates PodSecurity "baseline:v1": SYS_PTRACE',
  );
  expect(toDebugError(refused, subject).message).toMatch(/profile restricted or baseline.*SYS_PTRACE/);
});
