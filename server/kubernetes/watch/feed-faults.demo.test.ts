import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { type Fault, FaultyProxy } from '#demo-cluster/testing/faulty-proxy.ts';
import type { PodStreamEvent } from '#protocol/api.ts';
import { systemClock } from '#server/system-clock.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';

const caller = localCaller();
const EVENTUALLY = { interval: 20 };
const PODS = '/pods';

let cluster: DemoCluster;
let proxy: FaultyProxy;
let clusters: Clusters;
let stop: AbortController;
beforeAll(async () => {
  cluster = await startDemoCluster({ testUsers: true });
});
afterAll(() => cluster.dispose());
beforeEach(async () => {
  proxy = await FaultyProxy.start(cluster);
  // The waits are a fifth of the real ones.
  const clock = {
    ...systemClock,
    after: (ms: number, callback: () => void) => systemClock.after(ms / 5, callback),
  };
  ({ clusters } = clustersOf(proxy.kubeconfig, { clock, random: () => 0 }));
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await clusters.dispose();
  await proxy.dispose();
});

function name({ type, data }: PodStreamEvent): string {
  return type === 'stale' ? `stale ${data.code}` : type;
}

/** Follows the pods of these namespaces until the test ends; changes of single pods are left out. */
function follow(...namespaces: string[]): { readonly seen: string[]; readonly events: PodStreamEvent[] } {
  const seen: string[] = [];
  const events: PodStreamEvent[] = [];
  void (async () => {
    for await (const event of clusters.podEvents(caller, { namespaces }, stop.signal)) {
      if (event.type !== 'snapshot' && event.type !== 'stale') continue;
      seen.push(name(event));
      events.push(event);
    }
  })().catch((error: { code?: string }) => seen.push(`thrown ${error.code}`));
  return { seen, events };
}

const podFault = (fault: Fault) => {
  proxy.fault = ({ url }) => (url.pathname.endsWith(PODS) ? fault : undefined);
};

test.each([
  [401, 'cluster-unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
])('the stream survives %i of some seconds, and then has the pods again', async (status, code) => {
  const { seen } = follow('team-a');
  await vi.waitUntil(() => seen.includes('snapshot'), EVENTUALLY);
  podFault({ status });
  proxy.cut();
  await vi.waitUntil(() => seen.includes(`stale ${code}`), EVENTUALLY);
  proxy.fault = () => undefined;
  await vi.waitUntil(() => seen.at(-1) === 'snapshot', EVENTUALLY);
  expect(seen.filter((event) => event !== 'stale cluster-unreachable')).toEqual([
    'snapshot',
    `stale ${code}`,
    'snapshot',
  ]);
});

test('a namespace that is refused for some seconds comes back beside the others', async () => {
  const { seen, events } = follow('team-a', 'team-b');
  await vi.waitUntil(() => seen.includes('snapshot'), EVENTUALLY);
  proxy.fault = ({ url }) => (url.pathname.includes('/team-b/') ? { status: 403 } : undefined);
  proxy.cut();
  const refused = () => {
    const last = events.findLast((event) => event.type === 'snapshot');
    return last?.data.refused?.map(({ namespace }) => namespace) ?? [];
  };
  await vi.waitUntil(() => refused().includes('team-b'), EVENTUALLY);
  proxy.fault = () => undefined;
  await vi.waitUntil(() => refused().length === 0, EVENTUALLY);
});

test('a stream that begins with a refusal is thrown, so that a route can answer with its status', async () => {
  podFault({ status: 403, reason: 'Forbidden' });
  const { seen } = follow('team-a');
  await vi.waitUntil(() => seen.length > 0, EVENTUALLY);
  expect(seen).toEqual(['thrown forbidden']);
});

test('a watch that is always expired is not asked in a loop', async () => {
  const expired = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } };
  proxy.fault = ({ isWatch }) =>
    isWatch ? { status: 200, body: `${JSON.stringify(expired)}\n` } : undefined;
  const { seen } = follow('team-a');
  await vi.waitUntil(() => seen.length === 2, EVENTUALLY);
  expect(seen).toEqual(['snapshot', 'snapshot']);
  // Without a wait between two lists there would be hundreds.
  expect(proxy.count('limit=')).toBeLessThan(10);
});

test('a server that hangs is told long before its quiet watch ends, and heals', async () => {
  const { seen } = follow('team-a');
  await vi.waitUntil(() => seen.includes('snapshot'), EVENTUALLY);
  proxy.freeze();
  await vi.waitUntil(() => seen.includes('stale cluster-unreachable'), EVENTUALLY);
  proxy.thaw();
  await vi.waitUntil(() => seen.at(-1) === 'snapshot', EVENTUALLY);
});

test('a quiet watch stays open while its server answers anything', async () => {
  proxy.fault = ({ url }) => (url.pathname === '/livez' ? { status: 403 } : undefined);
  const { seen } = follow('team-a');
  await vi.waitUntil(() => proxy.count('/livez') >= 3, EVENTUALLY);
  expect(seen).toEqual(['snapshot']);
  expect(proxy.count('watch=')).toBe(1);
});
