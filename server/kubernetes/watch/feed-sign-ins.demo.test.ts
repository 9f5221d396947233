/** Pod feeds and the sign-ins that they belong to, against a demo cluster. */

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Binding } from '#demo-cluster/access/roles.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { createIdleKubelet } from '#demo-cluster/testing/idle-kubelet.ts';
import type { PodStreamEvent } from '#protocol/api.ts';
import type { Caller } from '#server/ports.ts';
import { playedSignIn } from '#server/testing/callers.ts';
import type { Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';

const EVENTUALLY = { interval: 20 };

let cluster: DemoCluster;
let clusters: Clusters;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet: createIdleKubelet });
  ({ clusters } = clustersOf(cluster.kubeconfig, { limits: { recheckMs: 300 } }));
});
afterAll(async () => {
  await clusters.dispose();
  await cluster.dispose();
});

const signIn = () => playedSignIn('alice', cluster.issueToken('alice', 3_600_000));

/** Reads the pods of team-a; `events` grows. */
function follow(caller: Caller) {
  const left = new AbortController();
  const events: PodStreamEvent[] = [];
  const over = (async () => {
    const place = { context: 'admin', namespace: 'team-a' };
    for await (const event of clusters.podEvents(caller, place, left.signal)) events.push(event);
  })();
  const kinds = () => events.map(({ type, data }) => (type === 'stale' ? `stale ${data.code}` : type));
  return { events, kinds, over, leave: () => left.abort() };
}

test('a feed ends with its sign-in, and another sign-in of the user has its own', async () => {
  const [first, second] = [signIn(), signIn()];
  const [one, other] = [follow(first.caller), follow(second.caller)];
  await vi.waitUntil(() => one.events.length > 0 && other.events.length > 0, EVENTUALLY);
  await vi.waitUntil(() => cluster.openWatches === 2, EVENTUALLY);
  first.end();
  await one.over;
  await vi.waitUntil(() => cluster.openWatches === 1, EVENTUALLY);
  cluster.changePod('team-a', 'debian', (pod) => ({
    ...pod,
    metadata: { ...pod.metadata, labels: { changed: 'yes' } },
  }));
  await vi.waitUntil(() => other.kinds().includes('modified'), EVENTUALLY);
  expect(one.kinds()).not.toContain('modified');
  other.leave();
  await other.over;
});

test('a revoked permission ends an open list, which goes on when it is granted again', async () => {
  const { events, kinds, over, leave } = follow(signIn().caller);
  await vi.waitUntil(() => events.length > 0, EVENTUALLY);
  let taken: readonly Binding[] = [];
  cluster.changeBindings((bindings) => {
    taken = bindings;
    return bindings.filter(({ subject }) => subject.name !== 'alice');
  });
  await vi.waitUntil(() => kinds().includes('stale forbidden'), EVENTUALLY);
  await vi.waitUntil(() => cluster.openWatches === 0, EVENTUALLY);
  cluster.changeBindings(() => taken);
  await vi.waitUntil(() => kinds().at(-1) === 'snapshot', EVENTUALLY);
  leave();
  await over;
});
