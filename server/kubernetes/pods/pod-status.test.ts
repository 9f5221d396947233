import { describe, expect, test } from 'vitest';
import type { ContainerStatus, PodObject } from '../objects.ts';
import { readAnswer } from '../testing/recordings.ts';
import { defaultContainer } from './map-containers.ts';
import { mapPod } from './map-pod.ts';
import { summarizePod } from './pod-status.ts';

const running = { running: { startedAt: '2026-01-01T00:00:00Z' } };
const completed = { terminated: { exitCode: 0, reason: 'Completed' } };
const waiting = (reason: string) => ({ waiting: { reason } });

function status(state: ContainerStatus['state'], more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name: 'c', state, ready: state?.running !== undefined, restartCount: 0, ...more };
}

interface Shape {
  phase?: string;
  reason?: string;
  init?: ContainerStatus[];
  sidecars?: string[];
  main?: ContainerStatus[];
  conditions?: [type: string, status: string, reason?: string][];
  deleted?: boolean;
}

function pod({ phase = 'Running', reason, init = [], sidecars = [], main = [], ...rest }: Shape): PodObject {
  return {
    metadata: rest.deleted === true ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {},
    spec: {
      containers: main.map(({ name }) => ({ name })),
      initContainers: init.map(({ name }) =>
        sidecars.includes(name) ? { name, restartPolicy: 'Always' } : { name },
      ),
    },
    status: {
      phase,
      ...(reason === undefined ? {} : { reason }),
      conditions: (rest.conditions ?? []).map(([type, value, why = '']) => ({
        type,
        status: value,
        reason: why,
      })),
      initContainerStatuses: init,
      containerStatuses: main,
    },
  };
}

const initializing = status(waiting('PodInitializing'));

describe('the STATUS column, as kubectl prints it', () => {
  test.each<[expected: string, shape: Shape]>([
    ['Running', { main: [status(running)] }],
    ['Pending', { phase: 'Pending' }],
    ['SchedulingGated', { phase: 'Pending', conditions: [['PodScheduled', 'False', 'SchedulingGated']] }],
    ['Evicted', { phase: 'Failed', reason: 'Evicted' }],
    ['NodeLost', { reason: 'NodeLost', main: [] }],
    ['CrashLoopBackOff', { main: [status(waiting('CrashLoopBackOff'))] }],
    ['ImagePullBackOff', { phase: 'Pending', main: [status(waiting('ImagePullBackOff'))] }],
    ['ContainerCreating', { phase: 'Pending', main: [status(waiting('ContainerCreating'))] }],
    ['Error', { main: [status({ terminated: { exitCode: 1, reason: 'Error' } })] }],
    ['ExitCode:3', { main: [status({ terminated: { exitCode: 3 } })] }],
    ['Signal:9', { main: [status({ terminated: { exitCode: 137, signal: 9 } })] }],
    ['OOMKilled', { main: [status({ terminated: { exitCode: 137, reason: 'OOMKilled' } })] }],
    ['Completed', { phase: 'Succeeded', main: [status(completed)] }],
    ['Error', { main: [status(completed), status({ terminated: { exitCode: 1, reason: 'Error' } })] }],
    ['Error', { main: [status({ terminated: { exitCode: 1, reason: 'Error' } }), status(completed)] }],
    [
      'Error',
      {
        main: [status(completed), status({ terminated: { exitCode: 1, reason: 'Error' } }), status(running)],
        conditions: [['Ready', 'False']],
      },
    ],
    ['Completed', { main: [status(completed), status(waiting('CrashLoopBackOff'))] }],
    ['Running', { main: [status(completed), status(running)], conditions: [['Ready', 'True']] }],
    ['NotReady', { main: [status(completed), status(running)], conditions: [['Ready', 'False']] }],
    [
      'Init:0/2',
      { phase: 'Pending', init: [status(running, { ready: false }), initializing], main: [initializing] },
    ],
    ['Init:1/2', { phase: 'Pending', init: [status(completed), initializing], main: [initializing] }],
    [
      'Init:Error',
      { init: [status({ terminated: { exitCode: 1, reason: 'Error' } })], main: [initializing] },
    ],
    ['Init:ExitCode:4', { init: [status({ terminated: { exitCode: 4 } })] }],
    ['Init:Signal:15', { init: [status({ terminated: { exitCode: 143, signal: 15 } })] }],
    ['Init:CrashLoopBackOff', { init: [status(waiting('CrashLoopBackOff'))], main: [initializing] }],
    ['PodInitializing', { phase: 'Pending', init: [status(completed)], main: [initializing] }],
    ['Terminating', { deleted: true, main: [status(running)] }],
    ['Unknown', { deleted: true, reason: 'NodeLost', main: [status(running)] }],
    ['Completed', { deleted: true, phase: 'Succeeded', main: [status(completed)] }],
  ])('%s', (expected, shape) => {
    expect(summarizePod(pod(shape)).status).toBe(expected);
  });
});

describe('the last restart', () => {
  const ended = (finishedAt: string) => ({
    lastState: { terminated: { exitCode: 1, finishedAt } },
    restartCount: 1,
  });

  test('is the latest end of a container that was restarted', () => {
    const main = [
      status(running, ended('2026-01-01T00:00:09.5Z')),
      status(running, ended('2026-01-01T00:00:10Z')),
      status(running),
    ];
    expect(summarizePod(pod({ main }))).toMatchObject({ restarts: 2, lastRestartAt: '2026-01-01T00:00:10Z' });
  });

  test('of an init container counts while the pod is in init only', () => {
    const init = [status(completed, ended('2026-01-01T00:00:10Z'))];
    expect(summarizePod(pod({ init, main: [status(running)] }))).toMatchObject({
      restarts: 0,
      lastRestartAt: null,
    });
    const still = [...init, status(running, { ready: false })];
    expect(summarizePod(pod({ init: still }))).toMatchObject({
      restarts: 1,
      lastRestartAt: '2026-01-01T00:00:10Z',
    });
  });
});

describe('sidecars', () => {
  const sidecar = (state: ContainerStatus['state'], more: Partial<ContainerStatus> = {}) =>
    status(state, { name: 's', restartCount: 2, ...more });

  test('one that has started counts as ready, and init goes on', () => {
    const shape = {
      init: [sidecar(running, { started: true }), status(completed, { restartCount: 5 })],
      sidecars: ['s'],
      main: [status(running, { restartCount: 1 })],
    };
    expect(summarizePod(pod(shape))).toEqual({
      status: 'Running',
      readyContainers: 2,
      totalContainers: 2,
      restarts: 3,
      lastRestartAt: null,
    });
  });

  test('one that has not started keeps the pod in init', () => {
    const shape = { phase: 'Pending', init: [sidecar(running, { started: false })], sidecars: ['s'] };
    expect(summarizePod(pod(shape)).status).toBe('Init:0/1');
  });

  test('one that fails after init does not hide the ready main containers', () => {
    const shape: Shape = {
      init: [sidecar(waiting('CrashLoopBackOff'), { started: false })],
      sidecars: ['s'],
      main: [status(running)],
      conditions: [['Initialized', 'True']],
    };
    expect(summarizePod(pod(shape))).toMatchObject({
      status: 'Init:CrashLoopBackOff',
      readyContainers: 1,
      restarts: 2,
    });
  });
});

test('recorded pods have the values that kubectl prints', () => {
  const { items } = readAnswer('pods-list-all').body as { items: PodObject[] };
  const rows = items
    .map((item) => mapPod(item))
    .map((one) => [
      one.name,
      one.status,
      `${one.readyContainers}/${one.totalContainers}`,
      one.restarts,
      one.defaultContainer,
    ]);
  expect(rows).toEqual([
    ['busybox', 'Running', '1/1', 0, 'busybox'],
    ['crashloop', 'CrashLoopBackOff', '0/1', 8, 'crash'],
    ['debian', 'Running', '1/1', 0, 'debian'],
    ['distroless', 'Running', '1/1', 0, 'app'],
    ['multi', 'Running', '2/2', 0, 'web'],
    ['pending', 'Pending', '0/1', 0, 'debian'],
    ['victim', 'Running', '1/1', 0, 'v'],
    ['debian', 'Running', '1/1', 0, 'debian'],
  ]);
  const crashloop = items.find(({ metadata }) => metadata?.name === 'crashloop');
  expect(mapPod(crashloop ?? {}).statusMessage).toMatch(/^back-off 5m0s restarting failed container/);
  const pending = items.find(({ metadata }) => metadata?.name === 'pending');
  expect(mapPod(pending ?? {}).statusMessage).toMatch(/^0\/1 nodes are available/);
});

test('a default container that the pod does not have is ignored', () => {
  const annotations = { 'kubectl.kubernetes.io/default-container': 'gone' };
  const spec = { containers: [{ name: 'first' }, { name: 'second' }] };
  expect(defaultContainer({ metadata: { annotations }, spec })).toBe('first');
});

test.each([
  [{ os: { name: 'windows' } }, 'windows'],
  [{ nodeSelector: { 'kubernetes.io/os': 'windows' } }, 'windows'],
  [{ os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'windows' } }, 'linux'],
  [{}, 'linux'],
])('the operating system of %j', (spec, os) => {
  expect(mapPod({ spec }).os).toBe(os);
});

test('an empty object is mapped to a pod with empty fields', () => {
  expect(mapPod({})).toMatchObject({ name: '', status: 'Unknown', containers: [], defaultContainer: '' });
});
