import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ContainerSpec, PodObject } from '#demo-cluster/ports.ts';
import { type ContainerStatus, type PodStatus, TestNode } from './testing/test-node.ts';

const QUICK = { firstMs: 1, lastMs: 2, resetAfterMs: 60_000 };

const LIST = new URL('../../fixtures/k8s-wire/api/pods-list.json', import.meta.url);

function recordedPod(name: string): PodObject {
  const { body } = JSON.parse(readFileSync(LIST, 'utf8')) as { body: { items: PodObject[] } };
  const pod = body.items.find(({ metadata }) => metadata.name === name);
  if (pod === undefined) throw new Error(`No pod ${name} is recorded`);
  return pod;
}

/** Replaces times, ids, addresses and hashes, and drops fields that only a real node has. */
function shape(status: unknown): unknown {
  const text = JSON.stringify(status, (key, value) => (key === 'resources' ? undefined : value))
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
    .replaceAll(/[0-9a-f]{64}/g, '<id>')
    .replaceAll(/\d+\.\d+\.\d+\.\d+/g, '<address>');
  return JSON.parse(text);
}

describe('the status of a pod', () => {
  test.each(['debian', 'multi'])('agrees with the recorded one: %s', async (name) => {
    const recorded = recordedPod(name);
    const node = await TestNode.start();
    node.add(name, recorded.spec.containers, recorded.spec);
    const status = await node.untilStatus(
      name,
      ({ containerStatuses }) => containerStatuses?.every(({ ready }) => ready) === true,
    );
    expect(shape(status)).toEqual(shape(recorded.status));
  });

  test('goes from Pending through sandbox creation to Running', async () => {
    const node = await TestNode.start();
    await node.run('debian', 'debian');
    const steps = node.statuses.get('uid-debian')?.map((status) => ({
      phase: status.phase,
      sandbox: status.conditions[0]?.status,
      ready: status.conditions[2]?.status,
      state: Object.keys(status.containerStatuses?.[0]?.state ?? {})[0],
      address: 'podIP' in status,
    }));
    expect(steps).toEqual([
      { phase: 'Pending', sandbox: 'False', ready: 'False', state: 'waiting', address: false },
      { phase: 'Pending', sandbox: 'True', ready: 'False', state: 'waiting', address: false },
      { phase: 'Running', sandbox: 'True', ready: 'True', state: 'running', address: true },
    ]);
  });

  test('start records its events', async () => {
    const node = await TestNode.start();
    await node.run('debian', 'localhost/debian:1');
    expect(node.events).toEqual([
      'uid-debian Pulled: Container image "localhost/debian:1" already present on machine',
      'uid-debian Created: Created container: debian',
      'uid-debian Started: Started container debian',
    ]);
  });
});

describe('init containers', () => {
  const INIT: ContainerSpec[] = ['first', 'second'].map((name) => ({
    name,
    image: 'busybox',
    command: ['sh', '-c', 'echo done'],
  }));

  test('run to completion one after another, before the main containers start', async () => {
    const node = await TestNode.start();
    node.add('app', [{ name: 'app', image: 'debian' }], { initContainers: INIT });
    const status = await node.untilStatus('app', ({ phase }) => phase === 'Running');
    expect(status.initContainerStatuses?.map(({ state }) => state.terminated?.reason)).toEqual([
      'Completed',
      'Completed',
    ]);
    const started = node.events
      .filter((event) => event.includes('Started'))
      .map((event) => event.split(' ').at(-1));
    expect(started).toEqual(['first', 'second', 'app']);
  });

  test('are retried when they fail, or fail the pod with restartPolicy Never', async () => {
    const failing = [{ name: 'init', image: 'busybox', command: ['false'] }];
    const node = await TestNode.start({ backOff: QUICK });
    node.add('again', [{ name: 'app', image: 'debian' }], { initContainers: failing });
    node.add('never', [{ name: 'app', image: 'debian' }], {
      initContainers: failing,
      restartPolicy: 'Never',
    });
    await node.untilStatus(
      'again',
      ({ initContainerStatuses }) => (initContainerStatuses?.[0]?.restartCount ?? 0) >= 2,
    );
    await node.untilStatus('never', ({ phase }) => phase === 'Failed');
  });
});

describe('a container that ends', () => {
  const only = ({ containerStatuses }: PodStatus): ContainerStatus | undefined => containerStatuses?.[0];

  test('is restarted at once, then after growing waits', async () => {
    const node = await TestNode.start({ backOff: QUICK });
    node.add('crashloop', [{ name: 'crash', image: 'crash' }]);
    const status = await node.untilStatus('crashloop', (status) => {
      const container = only(status);
      return (container?.restartCount ?? 0) >= 2 && container?.state.waiting !== undefined;
    });
    expect(only(status)?.state.waiting).toEqual({
      reason: 'CrashLoopBackOff',
      message: 'back-off 1s restarting failed container=crash pod=crashloop_team-a(uid-crashloop)',
    });
    expect(only(status)?.lastState.terminated).toMatchObject({ exitCode: 1, reason: 'Error' });
    expect(status.phase).toBe('Running');
    expect(node.events).toContain(
      'uid-crashloop BackOff: Back-off restarting failed container crash in pod crashloop_team-a(uid-crashloop)',
    );
  });

  test.each([
    ['Never', 'true', 'Succeeded'],
    ['Never', 'false', 'Failed'],
    ['OnFailure', 'true', 'Succeeded'],
  ])('ends the pod: restartPolicy %s, command %s, phase %s', async (restartPolicy, command, phase) => {
    const node = await TestNode.start();
    node.add('job', [{ name: 'job', image: 'debian', command: [command] }], { restartPolicy });
    const status = await node.untilStatus('job', (status) => only(status)?.state.terminated !== undefined);
    expect(status.phase).toBe(phase);
    expect(status.conditions.map(({ status }) => status)).toEqual([
      'False',
      'True',
      'False',
      'False',
      'True',
    ]);
  });

  test('fails to start when its program is missing', async () => {
    const node = await TestNode.start({ backOff: QUICK });
    node.add('bad', [{ name: 'bad', image: 'busybox', command: ['bash'] }], { restartPolicy: 'Never' });
    const status = await node.untilStatus('bad', (status) => only(status)?.state.terminated !== undefined);
    expect(only(status)?.state.terminated).toMatchObject({
      exitCode: 128,
      reason: 'StartError',
      message: expect.stringContaining('exec: "bash": executable file not found in $PATH'),
    });
  });
});

describe('pods that change', () => {
  test('start ephemeral containers that are added', async () => {
    const node = await TestNode.start();
    const pod = await node.run('distroless', 'distroless');
    const debug = {
      name: 'debug',
      image: 'busybox',
      command: ['sh'],
      stdin: true,
      tty: true,
      targetContainerName: 'distroless',
    };
    pod.spec = { ...pod.spec, ephemeralContainers: [debug] };
    node.kubelet.syncPod(pod);
    const status = await node.untilStatus(
      'distroless',
      ({ ephemeralContainerStatuses }) => ephemeralContainerStatuses?.[0]?.state.running !== undefined,
    );
    expect(status.containerStatuses?.[0]?.restartCount).toBe(0);
    const client = node.stream(
      'distroless/exec?container=debug&command=echo&command=hi&stdout=true',
      'v5.channel.k8s.io',
    );
    await client.untilClosed();
    expect(client.output()).toBe('hi\n');
  });

  test('are ignored without a node and after their deletion', async () => {
    const node = await TestNode.start();
    node.add('pending', [{ name: 'a', image: 'debian' }], { nodeName: undefined });
    const pod = await node.run('gone', 'debian');
    const deleted = { ...pod, metadata: { ...pod.metadata, deletionTimestamp: 'now' } };
    await node.kubelet.killPod(deleted, 0);
    const reports = node.statuses.get('uid-gone')?.length;
    node.kubelet.syncPod(deleted);
    await node.run('other', 'debian');
    expect(node.statuses.get('uid-gone')?.length).toBe(reports);
    expect(node.statuses.has('uid-pending')).toBe(false);
  });
});
