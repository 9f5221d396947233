import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import type { PodObject } from '#demo-cluster/ports.ts';
import type { DemoCluster } from '#demo-cluster/start.ts';
import type { FaultyProxy } from '#demo-cluster/testing/faulty-proxy.ts';
import { createKubectl, missingKubectl } from '#demo-cluster/testing/kubectl.ts';
import { type ProxiedCluster, startProxiedCluster } from '#demo-cluster/testing/proxied-cluster.ts';
import type { LogWish } from '#protocol/pod-log.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';

const caller = localCaller();
const EVENTUALLY = { interval: 20 };
const LEFT = new AbortController().signal;
const TALKER = 'for i in 1 2 3 4 5; do echo "line $i"; done; exec sleep 1000';

let behind: ProxiedCluster;
let cluster: DemoCluster;
let proxy: FaultyProxy;
let clusters: Clusters;
beforeAll(async () => {
  behind = await startProxiedCluster({ createKubelet, testUsers: true });
  ({ cluster, proxy } = behind);
  cluster.createPod(talker('talker', TALKER));
  cluster.createPod(talker('flood', 'exec yes 0123456789012345678901234567890123456789'));
  cluster.createPod(initializing());
  ({ clusters } = clustersOf(proxy.kubeconfig, { limits: { recheckMs: 100 } }));
  await vi.waitFor(async () => expect(await text('talker')).toContain('line 5'), EVENTUALLY);
});
afterAll(async () => {
  await clusters.dispose();
  await behind.dispose();
});

function talker(name: string, script: string): PodObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a' },
    spec: {
      containers: [{ name: 'c', image: 'docker.io/library/busybox:1.37', command: ['sh', '-c', script] }],
    },
    status: {},
  };
}

function initializing(): PodObject {
  const { spec, ...pod } = talker('initializing', 'exit');
  const init = { name: 'init', image: 'docker.io/library/busybox:1.37', command: ['sleep', '1000'] };
  return { ...pod, spec: { ...spec, initContainers: [init] } };
}

function open(pod: string, wish: LogWish = {}, context = 'admin', signal = LEFT) {
  return clusters.podLog(caller, { context, namespace: 'team-a', pod }, wish, signal);
}

async function text(pod: string, wish: LogWish = {}, context?: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of (await open(pod, wish, context)).chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

test('the log is what the container has written', async () => {
  expect(await text('talker')).toBe('line 1\nline 2\nline 3\nline 4\nline 5\n');
  expect(await text('talker', { tail: 2 }, 'alice')).toBe('line 4\nline 5\n');
  expect(await text('talker', { since: 3600, tail: 1, timestamps: true })).toMatch(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z line 5\n$/,
  );
  expect(await text('talker', { sinceTime: new Date(Date.now() + 60_000).toISOString() })).toBe('');
});

test.skipIf(missingKubectl() !== undefined)('it is the same as kubectl prints', async () => {
  const kubectl = await createKubectl(cluster.kubeconfig);
  const { stdout } = await kubectl.run(['logs', '-n', 'team-a', 'talker', '--timestamps']);
  await kubectl.dispose();
  expect(await text('talker', { timestamps: true })).toBe(stdout);
});

test('without a container it is the one that kubectl would choose', async () => {
  expect(await open('multi')).toMatchObject({ container: 'web', context: 'admin' });
});

test('a followed log ends when its reader leaves', async () => {
  const leave = new AbortController();
  const { chunks } = await open('talker', { follow: true, tail: 1 }, 'admin', leave.signal);
  const iterator = chunks[Symbol.asyncIterator]();
  expect(Buffer.from((await iterator.next()).value ?? []).toString()).toBe('line 5\n');
  const next = iterator.next();
  leave.abort();
  await expect(next).rejects.toThrow();
});

test('a reader that stops stops the API server', async () => {
  const leave = new AbortController();
  const { chunks } = await open('flood', { follow: true }, 'admin', leave.signal);
  const iterator = chunks[Symbol.asyncIterator]();
  await iterator.next();
  // What the sockets of all ends hold; the container writes this much in a fraction of a second.
  let last = -1;
  await vi.waitFor(
    () => {
      const before = last;
      last = proxy.openBytes;
      expect(last).toBe(before);
    },
    { interval: 200 },
  );
  expect(last).toBeLessThan(16 * 1024 * 1024);
  leave.abort();
});

describe('a log that cannot be read is explained:', () => {
  test.each<[what: string, pod: string, wish: LogWish, context: string, code: string, said: string]>([
    ['no permission', 'debian', {}, 'bob', 'forbidden', 'you need get on pods/log in namespace "team-a"'],
    ['no such pod', 'nope', {}, 'alice', 'pod-not-found', 'Pod "nope" not found'],
    [
      'no such container',
      'debian',
      { container: 'nope' },
      'alice',
      'container-not-found',
      'has no container "nope"',
    ],
    ['no previous run', 'debian', { previous: true }, 'alice', 'previous-log-not-found', "hasn't restarted"],
    ['no node yet', 'pending', {}, 'alice', 'container-not-running', "isn't scheduled to a node"],
    ['not started', 'initializing', {}, 'alice', 'container-not-running', 'started (PodInitializing)'],
  ])('%s', async (_what, pod, wish, context, code, said) => {
    const refused = open(pod, wish, context);
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(said);
  });

  test('a node that does not answer', async () => {
    const message =
      'Get "https://10.0.0.1:10250/containerLogs/team-a/debian/debian": dial tcp: connection refused';
    proxy.fault = ({ url }) => (url.pathname.endsWith('/log') ? { status: 500, message } : undefined);
    await expect(open('debian')).rejects.toMatchObject({ code: 'cluster-unreachable' });
    proxy.fault = () => undefined;
  });

  test('a cluster that breaks off', async () => {
    const { chunks } = await open('talker', { follow: true });
    const iterator = chunks[Symbol.asyncIterator]();
    await iterator.next();
    const next = iterator.next();
    proxy.cut();
    await expect(next).rejects.toMatchObject({ code: 'cluster-unreachable' });
  });
});

test('a followed log ends when its permission is revoked', async () => {
  const { chunks } = await open('talker', { follow: true }, 'alice');
  const iterator = chunks[Symbol.asyncIterator]();
  await iterator.next();
  const next = iterator.next();
  cluster.changeBindings((bindings) => bindings.filter(({ subject }) => subject.name !== 'alice'));
  await expect(next).rejects.toMatchObject({ code: 'forbidden' });
});
