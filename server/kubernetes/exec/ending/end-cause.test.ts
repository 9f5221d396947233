import { describe, expect, test } from 'vitest';
import type { ContainerSpec, PodObject } from '../../objects.ts';
import { causeIn, originOf, runsAgain } from './end-cause.ts';

const TARGET = { context: 'c', namespace: 'team-a', pod: 'web', container: 'app' };

/** A pod whose container `app` has ended. */
function podOf(
  policy: string | undefined,
  exitCode: number,
  list: 'containers' | 'initContainers' | 'ephemeralContainers' = 'containers',
  own?: string,
): PodObject {
  const spec: ContainerSpec = { name: 'app', ...(own === undefined ? {} : { restartPolicy: own }) };
  const status = { name: 'app', containerID: 'containerd://1', state: { terminated: { exitCode } } };
  return {
    metadata: { name: 'web', uid: 'u' },
    spec: { ...(policy === undefined ? {} : { restartPolicy: policy }), [list]: [spec] },
    status: { phase: 'Running', containerStatuses: [status] },
  };
}

describe('a container that has ended runs again', () => {
  test.each([
    ['Always', 0, true],
    ['Always', 1, true],
    [undefined, 0, true],
    ['OnFailure', 0, false],
    ['OnFailure', 1, true],
    ['Never', 0, false],
    ['Never', 1, false],
  ] as const)('with policy %s and exit code %d: %s', (policy, exitCode, again) => {
    expect(runsAgain(podOf(policy, exitCode), 'app', exitCode)).toBe(again);
  });

  test.each([
    ['an init container that succeeded', podOf('Always', 0, 'initContainers'), 0, false],
    ['an init container that failed', podOf('Always', 1, 'initContainers'), 1, true],
    ['an init container that failed, with Never', podOf('Never', 1, 'initContainers'), 1, false],
    ['a sidecar, with Never', podOf('Never', 0, 'initContainers', 'Always'), 0, true],
    ['a debug container', podOf('Always', 1, 'ephemeralContainers'), 1, false],
    ['a container with its own policy', podOf('Always', 1, 'containers', 'Never'), 1, false],
  ] as const)('%s', (_name, pod, exitCode, again) => {
    expect(runsAgain(pod, 'app', exitCode)).toBe(again);
  });
});

test('nobody is told to wait for a container that does not run again', () => {
  const pod = podOf('Never', 0);
  const failure = causeIn(pod, TARGET, originOf(pod, 'app'));
  expect(failure?.code).toBe('container-ended');
  expect(failure?.reason).toBe(
    'Container "app" of pod "web" ended with exit code 0 while the shell was open. ' +
      "It doesn't run again. Choose another container or pod.",
  );
});

test('a container that has been started again is restarted, whatever its policy', () => {
  const pod = podOf('Never', 0);
  const before = { podUid: 'u', containerId: 'containerd://0', restartCount: 0 };
  expect(causeIn(pod, TARGET, before)?.code).toBe('container-restarted');
});
