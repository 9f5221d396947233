import { describe, expect, test } from 'vitest';
import { mapPod, mapPodFacts } from './map-pod.ts';
import { mapEvent } from './pod-events.ts';

describe('the status message', () => {
  test('of a deleted pod names the end of the grace period', () => {
    const metadata = { deletionTimestamp: '2026-01-01T00:00:30Z' };
    expect(mapPod({ metadata, status: { phase: 'Running' } })).toMatchObject({
      status: 'Terminating',
      statusMessage: 'It was deleted; its processes have until 2026-01-01T00:00:30Z to end.',
    });
    expect(mapPod({ metadata, status: { phase: 'Failed', message: 'evicted' } }).statusMessage).toBe(
      'evicted',
    );
  });
});

describe('a pod that failed', () => {
  const containerStatuses = [
    { name: 'app', state: { terminated: { exitCode: 137, reason: 'Error', message: 'killed' } } },
  ];

  test('as a whole has the reason, and no message of a container', () => {
    const status = { phase: 'Failed', reason: 'Evicted', containerStatuses };
    expect(mapPod({ status })).toMatchObject({ status: 'Error', statusReason: 'Evicted', statusMessage: '' });
    expect(mapPod({ status: { ...status, message: 'disk full' } }).statusMessage).toBe('disk full');
  });

  test('by a container has that message alone', () => {
    const pod = mapPod({ status: { phase: 'Failed', containerStatuses } });
    expect(pod).not.toHaveProperty('statusReason');
    expect(pod.statusMessage).toBe('killed');
  });
});

test('each container has its ports and its last exit', () => {
  const { containers } = mapPodFacts({
    spec: {
      containers: [
        { name: 'web', ports: [{ containerPort: 80 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] },
      ],
      initContainers: [{ name: 'init' }],
    },
    status: {
      containerStatuses: [
        {
          name: 'web',
          state: { running: {} },
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        },
      ],
    },
  });
  expect(containers).toMatchObject([
    {
      name: 'web',
      ports: [
        { name: '', port: 80, protocol: 'TCP' },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
      lastExit: { exitCode: 137, reason: 'OOMKilled', message: '', finishedAt: null },
    },
    { name: 'init', kind: 'init', ports: [], lastExit: null },
  ]);
});

test('control and bidi characters in cluster text are made visible', () => {
  const trick = 'ok\u202egnp.exe\u001b[2J';
  const shown = 'ok<U+202E>gnp.exe\u241b[2J';
  const waiting = { state: { waiting: { reason: trick, message: `${trick}\nnext` } }, name: 'web' };
  const pod = {
    metadata: { annotations: { note: trick } },
    spec: { containers: [{ name: 'web', image: trick }] },
    status: {
      containerStatuses: [{ ...waiting, lastState: { terminated: { exitCode: 1, message: trick } } }],
      conditions: [{ type: 'Ready', status: 'False', message: trick }],
    },
  };
  expect(mapPod(pod)).toMatchObject({
    statusMessage: `${shown}\nnext`,
    containers: [{ image: shown, reason: shown, message: `${shown}\nnext` }],
  });
  expect(mapPodFacts(pod)).toMatchObject({
    annotations: { note: shown },
    conditions: [{ message: shown }],
    containers: [{ lastExit: { message: shown } }],
  });
  expect(mapEvent({ reason: trick, message: trick })).toMatchObject({ reason: shown, message: shown });
});

test.each([
  ['web-5d8f7c9b6', { 'pod-template-hash': '5d8f7c9b6' }, 'web'],
  ['my-web-5d8f7c9b6', { 'pod-template-hash': '5d8f7c9b6' }, 'my-web'],
  ['web-5d8f7c9b6', {}, undefined],
  ['web-5d8f7c9b6', { 'pod-template-hash': 'other' }, undefined],
  ['web-', { 'pod-template-hash': '' }, undefined],
  ['-5d8f7c9b6', { 'pod-template-hash': '5d8f7c9b6' }, undefined],
])('the Deployment of ReplicaSet %s with labels %o is %s', (name, labels, deployment) => {
  const set = { kind: 'ReplicaSet', name, controller: true };
  const { owner } = mapPod({ metadata: { labels, ownerReferences: [set] } });
  expect(owner?.deployment).toBe(deployment);
});

test('only a ReplicaSet has a Deployment', () => {
  const labels = { 'pod-template-hash': 'abc' };
  const job = { kind: 'Job', name: 'web-abc', controller: true };
  expect(mapPod({ metadata: { labels, ownerReferences: [job] } }).owner).toEqual({
    kind: 'Job',
    name: 'web-abc',
  });
});

test('the owner that controls a pod is named', () => {
  const job = { kind: 'Job', name: 'a' };
  const set = { kind: 'ReplicaSet', name: 'b', controller: true };
  expect(mapPod({ metadata: { ownerReferences: [job, set] } }).owner).toEqual({
    kind: 'ReplicaSet',
    name: 'b',
  });
  expect(mapPod({ metadata: { ownerReferences: [job] } }).owner).toEqual(job);
  expect(mapPod({}).owner).toBeNull();
});
