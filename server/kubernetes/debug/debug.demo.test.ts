import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import type { PodObject } from '#demo-cluster/ports.ts';
import { seedPods } from '#demo-cluster/seed/pods.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import type { DebugEvent, DebugProfile } from '#protocol/debug.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters, CreatedDebug } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';
import { RecordedShell } from '../testing/shell-recorder.ts';

const BUSYBOX = 'docker.io/library/busybox:1.37';
const EVENTUALLY = { interval: 20 };

function pod(name: string, more: Partial<PodObject['metadata']> = {}): PodObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a', ...more },
    spec: { containers: [{ name: 'main', image: BUSYBOX, command: ['sleep', '1000000'] }] },
    status: {},
  } as PodObject;
}

/** Its default container has ended for good: one that crashes again and again runs now and then. */
function halfEnded(): PodObject {
  const one = pod('half-ended');
  const [main] = one.spec.containers;
  if (main === undefined) throw new Error('no container');
  one.spec = {
    containers: [
      { ...main, command: ['false'] },
      { ...main, name: 'side' },
    ],
    restartPolicy: 'Never',
  };
  return one;
}

let cluster: DemoCluster;
let clusters: Clusters;
beforeAll(async () => {
  const annotations = { 'kubernetes.io/config.mirror': 'f00' };
  const pods = [...seedPods(), pod('static', { annotations }), halfEnded()];
  cluster = await startDemoCluster({ createKubelet, pods });
  ({ clusters } = clustersOf(cluster.kubeconfig));
});
afterAll(async () => {
  await clusters.dispose();
  await cluster.dispose();
});

interface Wish {
  readonly context?: string;
  readonly image?: string;
  readonly target?: string;
  readonly profile?: DebugProfile;
}

const place = (name: string, context = 'admin') => ({ context, namespace: 'team-a', pod: name });

async function debug(name: string, { context, image = BUSYBOX, target, profile = 'general' }: Wish = {}) {
  const created: CreatedDebug[] = [];
  const events: DebugEvent[] = [];
  const started = clusters.startDebug(
    localCaller(),
    place(name, context),
    { image, target, profile },
    (one) => created.push(one),
    new AbortController().signal,
  );
  for await (const event of started) events.push(event);
  return { created, events, last: events.at(-1) };
}

test('distroless to prompt: a container is added, starts, and is attached to', async () => {
  const { created, events, last } = await debug('distroless');
  const container = created[0]?.container ?? '';
  expect(container).toMatch(/^debugger-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  expect(created).toEqual([{ ...place('distroless'), container, image: BUSYBOX, profile: 'general' }]);
  expect(events[0]).toEqual({
    type: 'progress',
    data: { kind: 'created', container, reason: '', message: '' },
  });
  expect(last).toEqual({ type: 'ready', data: { container } });
  const shell = new RecordedShell(clusters.shells, {
    target: { ...place('distroless'), container },
    attach: true,
  });
  shell.type('echo $((6*7))\r');
  await shell.sees('42');
  expect(shell.attached).toEqual({ terminal: true, input: true, debug: true });
  await shell.stream.terminate();

  const again = new RecordedShell(clusters.shells, {
    target: { ...place('distroless'), container },
    attach: true,
  });
  again.type('echo $((6*8))\r');
  await again.sees('48');
  const { running } = await clusters.debugChoices(localCaller(), place('distroless'), [BUSYBOX]);
  expect(running).toContainEqual({ container, image: BUSYBOX, target: 'app' });
  again.type('exit 3\r');
  expect(await again.ended()).toMatchObject({ kind: 'exited', exitCode: 3 });
  expect((await clusters.debugChoices(localCaller(), place('distroless'), [BUSYBOX])).running).toEqual([]);
});

test.each<[DebugProfile, unknown]>([
  ['general', { capabilities: { add: ['SYS_PTRACE'] } }],
  ['baseline', undefined],
  [
    'restricted',
    {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  ],
  ['netadmin', { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } }],
  ['sysadmin', { privileged: true }],
])('profile %s is that of kubectl', async (profile, securityContext) => {
  const { created, last } = await debug('multi', { profile });
  expect(last?.type).toBe('ready');
  const yaml = await clusters.podYaml(localCaller(), place('multi'));
  const container = created[0]?.container ?? 'none';
  expect(yaml).toContain(`name: ${container}`);
  const { parse } = await import('yaml');
  const found = parse(yaml).spec.ephemeralContainers.find((one: { name: string }) => one.name === container);
  expect(found).toMatchObject({ stdin: true, tty: true, image: BUSYBOX, targetContainerName: 'web' });
  expect(found.securityContext).toEqual(securityContext);
});

describe('the target', () => {
  const targetIn = async (container: string) =>
    (await clusters.debugChoices(localCaller(), place('multi'), [BUSYBOX])).running.find(
      (one) => one.container === container,
    )?.target;

  test.each([
    ['sidecar', 'sidecar'],
    ['', ''],
  ])('may be %o', async (target, shared) => {
    const { created } = await debug('multi', { target });
    expect(await targetIn(created[0]?.container ?? '')).toBe(shared);
  });

  test('is none by default where the default container has ended', async () => {
    const choices = () => clusters.debugChoices(localCaller(), place('half-ended'), [BUSYBOX]);
    await vi.waitUntil(async () => (await choices()).targets.join() === 'side', EVENTUALLY);
    const { last } = await debug('half-ended');
    expect(last?.type).toBe('ready');
    expect((await choices()).running[0]?.target).toBe('');
  });

  test.each([
    ['nope', 'container-not-found'],
    ['init', 'container-not-running'],
  ])('%s is refused, and nothing added', async (target, code) => {
    await expect(debug('multi', { target })).rejects.toMatchObject({ code });
  });
});

describe('nothing is added', () => {
  test.each(['alice', 'bob'])('for %s, who lacks the right', async (context) => {
    await expect(debug('distroless', { context })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(
        /add a debug container in pod "distroless".*patch on pods\/ephemeralcontainers/,
      ),
    });
  });

  test.each([
    ['static', 'debug-static-pod'],
    ['pending', 'debug-pod-not-running'],
  ])('to pod %s', async (name, code) => {
    const { created, events } = await debug(name);
    expect(created).toEqual([]);
    expect(events).toEqual([{ type: 'failed', data: { code, detail: expect.any(String) } }]);
  });

  test('to a pod that does not exist', async () => {
    await expect(debug('nope')).rejects.toMatchObject({ code: 'pod-not-found' });
  });
});

test('the events of the container are told, and those of no other', async () => {
  const { created, events } = await debug('busybox');
  const reasons = events.flatMap(({ type, data }) =>
    type === 'progress' && data.kind === 'event' ? data.reason : [],
  );
  expect(reasons).toEqual(['Pulled', 'Created', 'Started']);
  for (const { type, data } of events) {
    if (type === 'progress') expect(data.container).toBe(created[0]?.container);
  }
});
