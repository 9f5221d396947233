import { describe, expect, test } from 'vitest';
import type { Container, Pod } from '#protocol/api.ts';
import { messages } from '../messages.ts';
import { chinese } from '../messages.zh.ts';
import { sampleContainer, samplePod } from '../testing/sample-pods.ts';
import { causeText } from './cause-text.ts';
import { podCause } from './pod-cause.ts';

const exit = (fields: Partial<NonNullable<Container['lastExit']>> = {}) => ({
  exitCode: 1,
  reason: 'Error',
  message: '',
  finishedAt: '2026-01-01T00:00:00Z',
  ...fields,
});

const exited = (exitCode: number) => ({ state: 'terminated', reason: 'Error', exitCode }) as const;

/** What containerd writes before what went wrong. */
const RUNTIME =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';

function podOf(...containers: Partial<Container>[]) {
  return samplePod({
    totalContainers: containers.length,
    containers: containers.map((fields, index) => sampleContainer({ name: `c${index}`, ...fields })),
  });
}

const backOff = {
  state: 'waiting',
  reason: 'CrashLoopBackOff',
  message: 'back-off 5m0s restarting failed container=c0',
} as const;
const pulling = { state: 'waiting', reason: 'ImagePullBackOff', image: 'web:9' } as const;

test.each<[string, Partial<Container>[], string]>([
  ['the exit code, not the back-off', [{ ...backOff, lastExit: exit() }], 'exit 1'],
  ['out of memory', [{ ...backOff, lastExit: exit({ exitCode: 137, reason: 'OOMKilled' }) }], 'OOMKilled'],
  ['the signal', [{ ...backOff, lastExit: exit({ exitCode: 143 }) }], 'exit 143 (SIGTERM)'],
  [
    'a container that cannot start',
    [{ ...backOff, lastExit: exit({ exitCode: 128, reason: 'StartError', message: 'no such file' }) }],
    'StartError, exit 128: no such file',
  ],
  ['which of several containers', [{}, { ...backOff, lastExit: exit() }], 'exit 1 in c1'],
  ['an exit that just happened', [{ state: 'terminated', reason: 'Error', exitCode: 2 }], 'exit 2'],
  ['nothing of a run that succeeded', [{ state: 'terminated', reason: 'Completed', exitCode: 0 }], ''],
  ['an image', [{ ...pulling, message: 'docker.io/web:9: not found' }], 'image web:9 not found'],
  ['a private image', [{ ...pulling, message: '401 Unauthorized' }], 'no access to image web:9'],
  [
    'what a registry does not tell apart',
    [{ ...pulling, message: 'pull access denied, repository does not exist' }],
    'image web:9 not found, or no access',
  ],
  ['a registry that is away', [{ ...pulling, message: 'dial tcp: i/o timeout' }], 'can’t pull image web:9'],
  [
    'a missing secret',
    [{ state: 'waiting', reason: 'CreateContainerConfigError', message: 'secret "db" not found' }],
    'secret "db" not found',
  ],
  ['the last exit of a restarted container', [{ lastExit: exit({ exitCode: 3 }) }], 'last exit: exit 3'],
  ['nothing of a restart after success', [{ lastExit: exit({ exitCode: 0 }) }], ''],
  ['nothing when all is well', [{}], ''],
  ['nothing of a debug container that its user left', [{}, { kind: 'ephemeral', ...exited(130) }], ''],
  ['which init container', [{ state: 'waiting' }, { kind: 'init', ...exited(42) }], 'exit 42 in c1'],
  [
    'what a start failed at, without the way there',
    [{ state: 'waiting', reason: 'RunContainerError', message: `${RUNTIME}exec: "/no": no such file` }],
    'exec: "/no": no such file',
  ],
  [
    'the same of the last start',
    [
      {
        ...backOff,
        lastExit: exit({ exitCode: 128, reason: 'StartError', message: `${RUNTIME}no such file` }),
      },
    ],
    'StartError, exit 128: no such file',
  ],
])('the row tells %s', (_what, containers, text) => {
  expect(causeText(podOf(...containers), messages)).toBe(text);
});

test.each<[string, Partial<Pod>, string]>([
  ['an eviction', { statusReason: 'Evicted', statusMessage: 'disk full' }, 'Evicted: disk full'],
  ['a reason without a message', { statusReason: 'DeadlineExceeded' }, 'DeadlineExceeded'],
  [
    'each thing once',
    { status: 'Evicted', statusReason: 'Evicted', statusMessage: 'disk full' },
    'disk full',
  ],
])('a pod that failed as a whole tells %s, not how its container was ended', (_what, fields, text) => {
  const pod = { ...podOf(exited(137)), status: 'Error', phase: 'Failed', ...fields };
  expect(causeText(pod, messages)).toBe(text);
});

test('the row does not repeat the status', () => {
  const pod = podOf({ state: 'terminated', reason: 'OOMKilled', exitCode: 137 });
  expect(causeText({ ...pod, status: 'OOMKilled' }, messages)).toBe('');
  expect(causeText({ ...pod, status: 'Init:OOMKilled' }, messages)).toBe('OOMKilled');
});

test('the row tells that a container ends without an error again and again', () => {
  const pod = podOf({ state: 'terminated', reason: 'Completed', exitCode: 0 });
  const between = {
    ...pod,
    status: 'Completed',
    restarts: 3,
    statusMessage: 'containers with unready status',
  };
  expect(causeText(between, messages)).toBe('exit 0');
});

describe('the cause', () => {
  test("is the pod's where no container says more", () => {
    const pod = { ...podOf({ state: 'waiting' }), statusMessage: '0/1 nodes are available' };
    expect(podCause(pod)).toEqual({ kind: 'message', text: '0/1 nodes are available' });
  });

  test('is told in Chinese', () => {
    const pod = podOf({}, { ...backOff, lastExit: exit({ exitCode: 137 }) });
    expect(causeText(pod, chinese)).toBe('c1：退出码 137（SIGKILL）');
  });
});
