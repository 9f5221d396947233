import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type DemoCluster, type DemoClusterOptions, startDemoCluster } from './start.ts';
import { call, watch } from './testing/api-client.ts';
import { createIdleKubelet, type IdleKubelet } from './testing/idle-kubelet.ts';

const PODS = '/api/v1/namespaces/team-a/pods';

let cluster: DemoCluster;
let kubelet: IdleKubelet;

async function start(options: DemoClusterOptions = {}): Promise<string | undefined> {
  cluster = await startDemoCluster({
    createKubelet: (settings) => {
      kubelet = createIdleKubelet(settings);
      return kubelet;
    },
    ...options,
  });
  return cluster.tokens.get('admin');
}

afterEach(() => cluster.dispose());

interface List {
  readonly metadata: { readonly continue?: string; readonly remainingItemCount?: number };
  readonly items: readonly { readonly metadata: { readonly name: string; readonly namespace: string } }[];
}

async function list(token: string | undefined, query = '', path = PODS): Promise<List> {
  const answer = await call(cluster, `${path}?${query}`, { token });
  return answer.json as unknown as List;
}

describe('a new cluster', () => {
  test('holds the seed pods, and starts all but the pending one', async () => {
    const token = await start();
    const { items } = await list(token, '', '/api/v1/pods');
    expect(items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'team-a/busybox',
      'team-a/crashloop',
      'team-a/debian',
      'team-a/distroless',
      'team-a/multi',
      'team-a/pending',
      'team-b/debian',
    ]);
    expect(kubelet.calls.filter((entry) => entry.startsWith('sync'))).toHaveLength(6);
    expect(cluster.pod('team-a', 'pending')?.spec.nodeName).toBeUndefined();
  });

  test('records where each pod was scheduled, or why it was not', async () => {
    const token = await start();
    const query = 'fieldSelector=involvedObject.name%3Dpending';
    const { items } = await list(token, query, '/api/v1/namespaces/team-a/events');
    expect(items).toMatchObject([{ reason: 'FailedScheduling', type: 'Warning', count: 1 }]);
  });

  test('writes a kubeconfig that only its owner can read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'podshell-test-'));
    const kubeconfigPath = join(folder, 'deeper', 'config');
    await start({ kubeconfigPath });
    expect((await stat(kubeconfigPath)).mode & 0o777).toBe(0o600);
    for (const name of ['admin', 'alice', 'bob']) expect(cluster.kubeconfig).toContain(`- name: ${name}\n`);
    expect(cluster.kubeconfig).toContain('current-context: admin\n');
    await rm(folder, { recursive: true });
  });

  test('has new tokens at each start', async () => {
    await start();
    const first = cluster.tokens.get('alice');
    await cluster.dispose();
    await start();
    expect(cluster.tokens.get('alice')).not.toBe(first);
  });
});

describe('pages of a list', () => {
  test('together give the list as of the first page', async () => {
    const token = await start();
    const whole = await list(token);
    const names: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const page: List = await list(token, `limit=2&continue=${next}`);
      names.push(...page.items.map(({ metadata }) => metadata.name));
      next = page.metadata.continue;
      cluster.deletePod('team-a', page.items[0]?.metadata.name ?? '', { graceSeconds: 0 });
    }
    expect(names).toEqual(whole.items.map(({ metadata }) => metadata.name));
  });

  test('continue from the current state when their version has expired', async () => {
    const token = await start();
    const first = await list(token, 'limit=2');
    cluster.expireHistory();
    cluster.deletePod('team-a', 'debian', { graceSeconds: 0 });
    cluster.expireHistory();
    const expired = await call(cluster, `${PODS}?limit=2&continue=${first.metadata.continue}`, { token });
    expect(expired.json).toMatchObject({ code: 410, reason: 'Expired' });
    const { metadata } = expired.json as { metadata: { continue: string } };
    const rest = await list(token, `continue=${metadata.continue}`);
    expect(rest.items.map((item) => item.metadata.name)).toEqual(['distroless', 'multi', 'pending']);
  });

  test('count the remaining items, except with a selector', async () => {
    const token = await start();
    expect((await list(token, 'limit=2')).metadata.remainingItemCount).toBe(4);
    expect((await list(token, 'limit=1&labelSelector=app')).metadata.remainingItemCount).toBeUndefined();
  });
});

describe('a deletion', () => {
  test('with a grace period waits for the processes', async () => {
    const token = await start();
    const stream = await watch(cluster, `${PODS}?watch=1&fieldSelector=metadata.name%3Ddebian`, { token });
    await stream.take(1);
    const answer = await call(cluster, `${PODS}/debian`, {
      token,
      method: 'DELETE',
      body: { gracePeriodSeconds: 7 },
    });
    expect(answer.json).toMatchObject({ kind: 'Pod', metadata: { deletionGracePeriodSeconds: 7 } });
    const events = await stream.take(3);
    expect(events.map(({ type, object }) => [type, object.metadata.deletionGracePeriodSeconds])).toEqual([
      ['MODIFIED', 7],
      ['MODIFIED', 0],
      ['DELETED', 0],
    ]);
    expect(kubelet.calls.at(-1)).toBe('kill team-a/debian 7');
    stream.close();
  });

  test('of a pod without a node needs no kubelet', async () => {
    const token = await start();
    const answer = await call(cluster, `${PODS}/pending`, { token, method: 'DELETE' });
    expect(answer.status).toBe(200);
    expect(cluster.pod('team-a', 'pending')).toBeUndefined();
    expect(kubelet.calls.filter((entry) => entry.startsWith('kill'))).toEqual([]);
  });
});

describe('ephemeral containers', () => {
  const path = `${PODS}/distroless/ephemeralcontainers`;
  const headers = { 'content-type': 'application/strategic-merge-patch+json' };
  const patch = (container: object) => ({ spec: { ephemeralContainers: [container] } });

  test('are added and started, and cannot be changed', async () => {
    const token = await start();
    const debug = { name: 'dbg', image: 'docker.io/library/busybox:1.37', targetContainerName: 'app' };
    const added = await call(cluster, path, { token, method: 'PATCH', headers, body: patch(debug) });
    expect(added.json).toMatchObject({
      metadata: { generation: 2 },
      spec: { ephemeralContainers: [{ ...debug, terminationMessagePolicy: 'File' }] },
    });
    expect(kubelet.calls.at(-1)).toBe('sync team-a/distroless');
    const changed = patch({ name: 'dbg', image: 'docker.io/library/debian:13' });
    const refused = await call(cluster, path, { token, method: 'PATCH', headers, body: changed });
    expect(refused.json).toMatchObject({ code: 422, reason: 'Invalid' });
  });

  test.each([
    ['a duplicate name', { name: 'app', image: 'i' }],
    ['an unknown target container', { name: 'dbg', image: 'i', targetContainerName: 'nope' }],
    ['no image', { name: 'dbg' }],
  ])('are refused for %s', async (_why, container) => {
    const token = await start();
    const answer = await call(cluster, path, { token, method: 'PATCH', headers, body: patch(container) });
    expect(answer.json).toMatchObject({ code: 422, reason: 'Invalid' });
  });
});

describe('synthetic load', () => {
  test('is listed completely in pages, and the kubelet never sees it', async () => {
    const token = await start({ syntheticPodCount: 2000 });
    const names = new Set<string>();
    let next: string | undefined = '';
    while (next !== undefined) {
      const page: List = await list(token, `limit=500&continue=${next}`, '/api/v1/pods');
      for (const { metadata } of page.items) names.add(`${metadata.namespace}/${metadata.name}`);
      next = page.metadata.continue;
    }
    expect(names.size).toBe(2007);
    expect(kubelet.calls.filter((entry) => entry.startsWith('sync'))).toHaveLength(6);
  });

  test('changes at the given rate', async () => {
    const token = await start({ syntheticPodCount: 50 });
    const version = Number(cluster.pod('team-b', 'debian')?.metadata.resourceVersion);
    const stream = await watch(cluster, `/api/v1/pods?watch=1&resourceVersion=${version + 1}`, { token });
    const startedAt = performance.now();
    const stop = cluster.churn(200);
    const events = await stream.take(100);
    const seconds = (performance.now() - startedAt) / 1000;
    stop();
    stream.close();
    expect(events.every(({ type }) => type === 'MODIFIED')).toBe(true);
    expect(seconds).toBeGreaterThan(0.4);
  });
});
