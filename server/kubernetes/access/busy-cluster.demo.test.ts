import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultyProxy } from '#demo-cluster/testing/faulty-proxy.ts';
import { type ProxiedCluster, startProxiedCluster } from '#demo-cluster/testing/proxied-cluster.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';

const caller = localCaller();

let behind: ProxiedCluster;
let proxy: FaultyProxy;
let clusters: Clusters;
beforeAll(async () => {
  behind = await startProxiedCluster();
  ({ proxy } = behind);
  ({ clusters } = clustersOf(proxy.kubeconfig));
});
afterAll(async () => {
  await clusters.dispose();
  await behind.dispose();
});

/** Postpones the next requests, as an API server under load does. */
function postpone(seconds: number, times: number): void {
  let left = times;
  proxy.fault = () => {
    left -= 1;
    return left < 0
      ? undefined
      : { status: 429, reason: 'TooManyRequests', headers: { 'Retry-After': String(seconds) } };
  };
}

const target = { namespace: 'team-a', pod: 'multi' };

test('a shell request waits for a busy cluster', async () => {
  // Two access reviews and the pod.
  postpone(1, 3);
  expect(await clusters.resolveShellTarget(caller, target)).toMatchObject({ container: 'web' });
  expect(proxy.requests).toHaveLength(6);
});

test('a cluster that asks for more than 10 s is named as busy', async () => {
  postpone(11, 100);
  await expect(clusters.pod(caller, target)).rejects.toMatchObject({
    code: 'cluster-unreachable',
    message: expect.stringMatching(/busy or not ready \(429\)/),
  });
});
