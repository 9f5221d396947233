import { expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { toLogError } from './explain-log.ts';

const SUBJECT = {
  identity: { context: 'prod', impersonated: undefined },
  namespace: 'team-a',
  pod: 'web-0',
  container: 'web',
};

/** What API server and kubelet say (Kubernetes 1.24 to 1.36), with the code that users get. */
test.each([
  [400, 'container nope is not valid for pod web-0', 'container-not-found'],
  [400, 'previous terminated container "web" in pod "web-0" not found', 'previous-log-not-found'],
  [400, 'container "web" in pod "web-0" is waiting to start: ContainerCreating', 'container-not-running'],
  [400, `container "web" in pod "web-0" is waiting to start: image can't be pulled`, 'container-not-running'],
  [400, 'container "web" in pod "web-0" is waiting to start - no logs yet', 'container-not-running'],
  [400, 'container "web" in pod "web-0" is terminated', 'container-not-running'],
  [400, 'a container name must be specified for pod web-0, choose one of: [a b]', 'bad-request'],
  [403, 'pods "web-0" is forbidden: User "bob" cannot get resource "pods/log"', 'forbidden'],
  [404, 'pods "web-0" not found', 'pod-not-found'],
  [
    500,
    'Get "https://10.0.0.1:10250/containerLogs/team-a/web-0/web?follow=true": dial tcp 10.0.0.1:10250: connect: connection refused',
    'cluster-unreachable',
  ],
  [502, 'error dialing backend: no route to host', 'cluster-unreachable'],
  [204, '', 'container-not-running'],
  [500, 'something else', 'cluster-error'],
  [429, 'too many requests', 'cluster-unreachable'],
])('%d %s is %s', (status, message, code) => {
  const error = toLogError(new ApiStatusError(status, '', message), SUBJECT);
  expect(error.code).toBe(code);
});

test('why it waits is part of the sentence', () => {
  const message = 'container "web" in pod "web-0" is waiting to start: ContainerCreating';
  const { message: said } = toLogError(new ApiStatusError(400, '', message), SUBJECT);
  expect(said).toBe(
    `Container "web" of pod "web-0" has no log yet: it hasn't started (ContainerCreating). Try again when it is running.`,
  );
});

test('an error with a code of ours stays as it is', () => {
  const error = new PodshellError('unauthenticated', 'Signed out.');
  expect(toLogError(error, SUBJECT)).toBe(error);
});
