import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import type { DebugEvent } from '#protocol/debug.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters, CreatedDebug } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';
import { RecordedShell } from '../testing/shell-recorder.ts';

const BUSYBOX = 'docker.io/library/busybox:1.37';
const WISH = { image: BUSYBOX, replace: undefined, sameNode: false, profile: 'general' } as const;
const ADA = localCaller('ada', 'Ada');
const WAIT = { interval: 20 };

let cluster: DemoCluster;
let clusters: Clusters;
beforeAll(async () => {
  cluster = await startDemoCluster({
    createKubelet,
    serviceAccounts: {
      copier: [{ verbs: ['get', 'list', 'create'], apiGroups: [''], resources: ['pods'] }],
    },
  });
  ({ clusters } = clustersOf(cluster.kubeconfig));
  await vi.waitUntil(() => cluster.pod('team-a', 'debian')?.status.phase === 'Running', WAIT);
});
afterAll(async () => {
  await clusters.dispose();
  await cluster.dispose();
});
afterEach(async () => {
  const { items } = await clusters.debugCopies(ADA, { context: 'admin' });
  for (const { namespace, pod } of items) {
    await clusters.deleteCopy(ADA, { context: 'admin', namespace, pod });
    await vi.waitUntil(() => cluster.pod(namespace, pod) === undefined, WAIT);
  }
});

const place = (pod: string, context = 'admin') => ({ context, namespace: 'team-a', pod });

async function copy(pod: string, wish: object = {}, context?: string) {
  const created: CreatedDebug[] = [];
  const events: DebugEvent[] = [];
  const started = clusters.startCopy(
    ADA,
    place(pod, context),
    { ...WISH, ...wish },
    (one) => created.push(one),
    new AbortController().signal,
  );
  for await (const event of started) events.push(event);
  return { created, events, last: events.at(-1), name: created[0]?.copy ?? '' };
}

async function attach(pod: string, container: string): Promise<RecordedShell> {
  const shell = new RecordedShell(clusters.shells, { target: { ...place(pod), container }, attach: true });
  await shell.started();
  return shell;
}

test('a copy has one container more, starts, and is attached to', async () => {
  const { created, events, last, name } = await copy('distroless');
  expect(name).toMatch(/^distroless-debug-\w{5}$/);
  const container = created[0]?.container ?? '';
  expect(created).toEqual([
    { ...place('distroless'), copy: name, container, image: BUSYBOX, profile: 'general' },
  ]);
  expect(events[0]).toEqual({
    type: 'progress',
    data: { kind: 'created', container, pod: name, reason: '', message: '' },
  });
  expect(events).toContainEqual(
    expect.objectContaining({ data: expect.objectContaining({ kind: 'event', reason: 'Scheduled' }) }),
  );
  expect(last).toEqual({ type: 'ready', data: { container, pod: name } });
  const shell = await attach(name, container);
  shell.type('echo $((6*7))\r');
  await shell.sees('42');
  expect(shell.attached).toEqual({ terminal: true, input: true, debug: true });
  await shell.stream.terminate();
  const again = await attach(name, container);
  again.type('exit 3\r');
  expect(await again.ended()).toMatchObject({ kind: 'exited', exitCode: 3 });
});

test('a program that crashes at its start makes way for a shell of its own image', async () => {
  const container = cluster.pod('team-a', 'crashloop')?.spec.containers[0]?.name ?? '';
  const { last, name } = await copy('crashloop', { image: undefined, replace: container });
  expect(last).toEqual({ type: 'ready', data: { container, pod: name } });
  const shell = await attach(name, container);
  shell.type('echo $((6*8))\r');
  await shell.sees('48');
  await shell.stream.terminate();
});

test('the shell in place of a program shows its prompt to each who attaches, without a key', async () => {
  const { name } = await copy('debian', { image: undefined, replace: 'debian' });
  for (let visit = 0; visit < 2; visit += 1) {
    const shell = await attach(name, 'debian');
    await shell.sees(/[#$] $/);
    await shell.stream.terminate();
  }
});

test('copies are listed with who has made them, and deleted', async () => {
  const { created, name } = await copy('debian');
  const listed = (caller = ADA, namespace?: string) =>
    clusters.debugCopies(caller, { context: 'admin', namespace });
  const { items } = await listed();
  expect(items).toMatchObject([
    {
      namespace: 'team-a',
      pod: name,
      of: 'debian',
      container: created[0]?.container,
      createdBy: 'Ada',
      mine: true,
      status: 'Running',
      running: true,
    },
  ]);
  expect((await listed(localCaller('bob', 'Bob'))).items).toMatchObject([{ pod: name, mine: false }]);
  expect((await listed(ADA, 'team-b')).items).toEqual([]);
  await clusters.deleteCopy(ADA, place(name));
  await vi.waitUntil(() => cluster.pod('team-a', name) === undefined, WAIT);
  expect((await listed()).items).toEqual([]);
});

describe('nothing is deleted', () => {
  test('that is no copy', async () => {
    await expect(clusters.deleteCopy(ADA, place('debian'))).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('kubectl delete'),
    });
    expect(cluster.pod('team-a', 'debian')?.metadata.deletionTimestamp).toBeUndefined();
  });

  test.each(['alice', 'bob'])('for %s, who lacks the right', async (context) => {
    const { name } = await copy('debian');
    await expect(clusters.deleteCopy(ADA, place(name, context))).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/permission to delete pods here.*"pods".*"delete"/),
    });
    expect(cluster.pod('team-a', name)?.metadata.deletionTimestamp).toBeUndefined();
  });
});

describe('nothing is created', () => {
  test.each(['alice', 'bob'])('for %s, who lacks the right', async (context) => {
    await expect(copy('debian', {}, context)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/create pods here.*create on pods in namespace "team-a".*\["pods"\]/),
    });
  });

  test('of a pod or a container that does not exist', async () => {
    await expect(copy('nope')).rejects.toMatchObject({ code: 'pod-not-found' });
    const wish = { image: undefined, replace: 'nope' };
    await expect(copy('debian', wish)).rejects.toMatchObject({ code: 'container-not-found' });
  });

  test('and alice learns before she asks', async () => {
    const choices = await clusters.debugChoices(ADA, place('multi', 'alice'), [BUSYBOX]);
    expect([choices.access.allowed, choices.copy.allowed]).toEqual([false, false]);
    expect(choices.replaceable).toEqual(['web', 'sidecar']);
  });
});

test('who may create pods is offered a copy where no container may be added', async () => {
  const { clusters: limited } = clustersOf(cluster.kubeconfigOf('copier'));
  onTestFinished(() => limited.dispose());
  const at = { namespace: 'team-a', pod: 'debian' };
  const choices = await limited.debugChoices(ADA, at, [BUSYBOX]);
  expect([choices.access.allowed, choices.copy.allowed]).toEqual([false, true]);
  const events: DebugEvent[] = [];
  const { signal } = new AbortController();
  for await (const event of limited.startCopy(ADA, at, WISH, () => {}, signal)) events.push(event);
  expect(events.at(-1)?.type).toBe('ready');
});
