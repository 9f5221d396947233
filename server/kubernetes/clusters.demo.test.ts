import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import type { PodObject } from '#demo-cluster/ports.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import type { PodStreamEvent } from '#protocol/api.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters } from './ports.ts';
import { clustersOf } from './testing/demo-fixture.ts';

const caller = localCaller();
const EVENTUALLY = { interval: 20 };

let cluster: DemoCluster;
let clusters: Clusters;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet, testUsers: true });
  ({ clusters } = clustersOf(cluster.kubeconfig, { limits: { pollMs: 100 } }));
});
afterAll(async () => {
  await clusters.dispose();
  await cluster.dispose();
});

function pausePod(name: string): PodObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a' },
    spec: {
      containers: [{ name: 'c', image: 'docker.io/library/busybox:1.37', command: ['sleep', '1000'] }],
    },
    status: {},
  };
}

describe('reading', () => {
  test('contexts are those of the kubeconfig', async () => {
    const { items, current } = await clusters.contexts(caller);
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['admin', 'alice', 'bob']));
    expect(current).toBe('admin');
  });

  test('who may list namespaces gets all, who may not the known ones', async () => {
    const all = await clusters.namespaces(caller, 'admin');
    expect([all.complete, all.items.map(({ name }) => name)]).toEqual([
      true,
      expect.arrayContaining(['team-a', 'team-b']),
    ]);
    expect(await clusters.namespaces(caller, 'alice')).toEqual({
      items: [{ name: 'team-a', phase: '' }],
      complete: false,
    });
  });

  test.each([
    ['admin', ['team-a', 'team-b']],
    ['alice', ['team-a']],
    ['bob', ['team-a']],
  ])('%s without a namespace lists %j', async (context, namespaces) => {
    const { items, resourceVersion } = await clusters.pods(caller, { context });
    expect([...new Set(items.map(({ namespace }) => namespace))].sort()).toEqual(namespaces);
    expect(resourceVersion).not.toBe('');
  });

  test('every page of a list is read', async () => {
    const paged = clustersOf(cluster.kubeconfig, { limits: { pageSize: 2 } }).clusters;
    const names = async (from: Clusters) => (await from.pods(caller, {})).items.map(({ uid }) => uid).sort();
    expect(await names(paged)).toEqual(await names(clusters));
    await paged.dispose();
  });

  test("a namespace that is not the caller's is forbidden", async () => {
    await expect(clusters.pods(caller, { context: 'alice', namespace: 'team-b' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('a pod is shown with conditions, events and access, also to who may only list', async () => {
    const pod = await clusters.pod(caller, { namespace: 'team-a', pod: 'multi' });
    expect(pod).toMatchObject({
      name: 'multi',
      defaultContainer: 'web',
      exec: { allowed: true, detail: '' },
    });
    expect(pod.conditions.map(({ type }) => type)).toContain('Ready');
    expect(pod.events.length).toBeGreaterThan(0);
    const bobs = await clusters.pod(caller, { context: 'bob', namespace: 'team-a', pod: 'multi' });
    expect(bobs).toMatchObject({ name: 'multi', events: [], exec: { allowed: false } });
    const missing = clusters.pod(caller, { context: 'bob', namespace: 'team-a', pod: 'nope' });
    await expect(missing).rejects.toMatchObject({ code: 'pod-not-found' });
  });

  test.each([
    ['alice', ''],
    ['bob', 'get and create on pods/exec'],
    ['carol', 'create on pods/exec'],
    ['dave', 'get on pods/exec'],
  ])('%s lacks "%s" for a shell', async (context, missing) => {
    const { exec } = await clusters.pod(caller, { context, namespace: 'team-a', pod: 'debian' });
    expect(exec.allowed).toBe(missing === '');
    if (missing !== '') expect(exec.detail).toContain(`you need ${missing} in namespace "team-a"`);
  });

  test('several namespaces are listed as one', async () => {
    const { items } = await clusters.pods(caller, { namespaces: ['team-a', 'team-b', 'team-a'] });
    const names = items.map(({ namespace, name }) => `${namespace}/${name}`);
    expect(names).toEqual(expect.arrayContaining(['team-a/debian', 'team-b/debian']));
    expect(new Set(names).size).toBe(names.length);
    const neither = clusters.pods(caller, { context: 'alice', namespaces: ['default', 'team-b'] });
    await expect(neither).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each([
    ['admin', [true, true]],
    ['alice', [true, false]],
    ['bob', [false, false]],
  ])('%s may open shells in team-a and team-b: %j', async (context, allowed) => {
    const namespaces = ['team-a', 'team-b'];
    const { items } = await clusters.execAccess(caller, { context, namespaces });
    expect(items.map((item) => [item.namespace, item.allowed])).toEqual([
      ['team-a', allowed[0]],
      ['team-b', allowed[1]],
    ]);
    for (const { namespace, allowed, detail } of items)
      if (!allowed)
        expect(detail).toContain(`you need get and create on pods/exec in namespace "${namespace}"`);
  });

  test('a pod can be read as YAML, with the same rights', async () => {
    const place = { namespace: 'team-a', pod: 'multi' };
    const yaml = await clusters.podYaml(caller, place);
    expect(yaml).toMatch(/^apiVersion: v1\nkind: Pod\nmetadata:\n/);
    expect(yaml).toContain('name: sidecar');
    const denied = clusters.podYaml(caller, { context: 'alice', namespace: 'team-b', pod: 'debian' });
    await expect(denied).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a wrong token and an unknown context are told', async () => {
    const [token = ''] = cluster.tokens.values();
    const wrong = clustersOf(cluster.kubeconfig.replaceAll(token, 'wrong')).clusters;
    await expect(wrong.pods(caller, {})).rejects.toMatchObject({ code: 'cluster-unauthenticated' });
    await wrong.dispose();
    await expect(clusters.pods(caller, { context: 'nope' })).rejects.toMatchObject({
      code: 'context-not-found',
    });
  });
});

describe('where a shell goes', () => {
  test.each<[wanted: { pod: string; container?: string; context?: string }, result: string]>([
    [{ pod: 'debian' }, 'debian'],
    [{ pod: 'multi' }, 'web'],
    [{ pod: 'multi', container: 'sidecar' }, 'sidecar'],
    [{ pod: 'multi', container: 'init' }, 'container-not-running'],
    [{ pod: 'multi', container: 'nope' }, 'container-not-found'],
    [{ pod: 'pending' }, 'container-not-running'],
    [{ pod: 'nope' }, 'pod-not-found'],
    [{ pod: 'debian', context: 'alice' }, 'debian'],
    [{ pod: 'debian', context: 'bob' }, 'forbidden'],
    [{ pod: 'nope', context: 'bob' }, 'forbidden'],
    [{ pod: 'debian', context: 'nope' }, 'bad-request'],
  ])('%j is %s', async (wanted, result) => {
    const resolved = await clusters
      .resolveShellTarget(caller, wanted)
      .then(({ container }) => container)
      .catch((error: { code: string }) => error.code);
    expect(resolved).toBe(result);
  });

  test('a crashing container is explained', async () => {
    const resolve = () =>
      clusters.resolveShellTarget(caller, { pod: 'crashloop' }).catch((error: Error) => error);
    await vi.waitUntil(async () => /CrashLoopBackOff|exit code 1/.test(String(await resolve())), EVENTUALLY);
    expect(await resolve()).toMatchObject({ code: 'container-not-running' });
  });
});

describe('the feed', () => {
  function follow(context: string) {
    const controller = new AbortController();
    const seen: string[] = [];
    const done = (async () => {
      for await (const event of clusters.podEvents(caller, { context }, controller.signal))
        seen.push(name(event));
    })();
    return { seen, done, stop: () => controller.abort() };
  }
  function name({ type, data }: PodStreamEvent): string {
    if (type === 'snapshot') return type;
    return type === 'stale' ? `stale ${data.code}` : `${type} ${data.name}`;
  }

  test.each(['admin', 'bob'])('%s sees a pod come and go', async (context) => {
    const feed = follow(context);
    await vi.waitUntil(() => feed.seen.includes('snapshot'), EVENTUALLY);
    const pod = `new-${context}`;
    cluster.createPod(pausePod(pod));
    await vi.waitUntil(() => feed.seen.includes(`added ${pod}`), EVENTUALLY);
    cluster.deletePod('team-a', pod, { graceSeconds: 0 });
    await vi.waitUntil(() => feed.seen.includes(`deleted ${pod}`), EVENTUALLY);
    feed.stop();
    await feed.done;
    expect(feed.seen.filter((event) => event.startsWith('stale'))).toEqual([]);
  });

  test('it heals over an expired history, dropped watches and a restart of the API server', async () => {
    const feed = follow('admin');
    const snapshots = () => feed.seen.filter((event) => event === 'snapshot').length;
    await vi.waitUntil(() => snapshots() === 1 && cluster.openWatches === 1, EVENTUALLY);
    cluster.dropWatches();
    await vi.waitUntil(() => snapshots() === 2 && cluster.openWatches === 1, EVENTUALLY);
    await cluster.stopServing();
    cluster.expireHistory();
    await vi.waitUntil(() => feed.seen.at(-1) === 'stale cluster-unreachable', EVENTUALLY);
    await cluster.resumeServing();
    await vi.waitUntil(() => snapshots() === 3 && cluster.openWatches === 1, EVENTUALLY);
    const second = follow('admin');
    await vi.waitUntil(() => second.seen.includes('snapshot'), EVENTUALLY);
    expect(cluster.openWatches).toBe(1);
    feed.stop();
    second.stop();
    await Promise.all([feed.done, second.done]);
    await vi.waitUntil(() => cluster.openWatches === 0, EVENTUALLY);
  });

  test('one pod is followed alone, and several namespaces together', async () => {
    const controller = new AbortController();
    const seen: Record<'one' | 'both', string[]> = { one: [], both: [] };
    const read = async (list: string[], place: Parameters<typeof clusters.podEvents>[1]) => {
      for await (const event of clusters.podEvents(caller, place, controller.signal)) {
        const pods = event.type === 'snapshot' ? event.data.items : [];
        list.push(...pods.map((pod) => `${pod.namespace}/${pod.name}`), name(event));
      }
    };
    const one = read(seen.one, { namespace: 'team-a', pod: 'followed' });
    const both = read(seen.both, { namespaces: ['team-a', 'team-b'] });
    await vi.waitUntil(() => seen.one.length > 0 && seen.both.includes('snapshot'), EVENTUALLY);
    expect(seen.one).toEqual(['snapshot']);
    expect(seen.both).toEqual(expect.arrayContaining(['team-a/debian', 'team-b/debian']));
    cluster.createPod(pausePod('beside'));
    cluster.createPod(pausePod('followed'));
    await vi.waitUntil(() => seen.one.includes('added followed'), EVENTUALLY);
    await vi.waitUntil(() => seen.both.includes('added followed'), EVENTUALLY);
    expect(seen.one).not.toContain('added beside');
    controller.abort();
    await Promise.all([one, both]);
  });

  test('of several namespaces, those that are refused are named beside the others', async () => {
    const place = { context: 'alice', namespaces: ['team-a', 'team-b'] };
    const refused = [{ namespace: 'team-b', detail: expect.stringContaining('pods is forbidden') }];
    expect(await clusters.pods(caller, place)).toMatchObject({ refused });
    const snapshot = await clusters.podSnapshot(caller, place, 'soon');
    expect(snapshot).toMatchObject({ total: snapshot.items.length, refused });
    expect(new Set(snapshot.items.map(({ namespace }) => namespace))).toEqual(new Set(['team-a']));
    const stream = clusters.podEvents(caller, place, new AbortController().signal)[Symbol.asyncIterator]();
    const first = await stream.next();
    expect(first.value).toMatchObject({ type: 'snapshot', data: { refused } });
    await stream.return?.();
  });

  test('all namespaces may be only one, which is named', async () => {
    const only = 'team-a';
    expect(await clusters.pods(caller, { context: 'alice' })).toMatchObject({ only });
    expect(await clusters.podSnapshot(caller, { context: 'alice' }, 'all')).toMatchObject({ only });
    const events = clusters.podEvents(caller, { context: 'alice' }, new AbortController().signal);
    const stream = events[Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ type: 'snapshot', data: { only } });
    await stream.return?.();
    expect(await clusters.pods(caller, { context: 'admin' })).not.toHaveProperty('only');
  });

  test('a refused list is thrown', async () => {
    const events = clusters.podEvents(
      caller,
      { context: 'alice', namespace: 'team-b' },
      new AbortController().signal,
    );
    await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('no cluster at the address is unreachable', async () => {
  const nowhere = clustersOf(cluster.kubeconfig.replaceAll(cluster.url, 'https://127.0.0.1:1')).clusters;
  await expect(nowhere.pods(caller, {})).rejects.toMatchObject({ code: 'cluster-unreachable' });
  await expect(nowhere.resolveShellTarget(caller, { pod: 'debian' })).rejects.toMatchObject({
    code: 'cluster-unreachable',
  });
  await nowhere.dispose();
});
