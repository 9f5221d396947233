import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultyProxy } from '#demo-cluster/testing/faulty-proxy.ts';
import { type ProxiedCluster, startProxiedCluster } from '#demo-cluster/testing/proxied-cluster.ts';
import type { Pod } from '#protocol/api.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { ClusterLimits } from '../limits.ts';
import { askOnce } from '../testing/demo-fixture.ts';

const caller = localCaller();

let behind: ProxiedCluster;
let proxy: FaultyProxy;
beforeAll(async () => {
  behind = await startProxiedCluster();
  ({ proxy } = behind);
});
afterAll(() => behind.dispose());
afterEach(() => proxy.reset());

const podsWith = (limits: Partial<ClusterLimits>) =>
  askOnce(proxy.kubeconfig, { limits }, (clusters) => clusters.pods(caller, {}));

/** JSON of one pod with this name. */
function podOf(name: string, rest: object = {}): object {
  return { metadata: { name, namespace: 'team-a', uid: `uid-${name}`, resourceVersion: '1' }, ...rest };
}

function willList(...items: unknown[]): void {
  const body = JSON.stringify({ kind: 'PodList', metadata: { resourceVersion: '9' }, items });
  proxy.fault = ({ url }) => (url.pathname.endsWith('/pods') ? { status: 200, body } : undefined);
}

describe('a list that is larger than one answer may be', () => {
  test('has the same pods, from smaller pages', async () => {
    const whole = await podsWith({});
    const largest = Math.max(...whole.items.map((pod) => JSON.stringify(pod).length));
    const inPages = await podsWith({ responseBytes: largest * 8 });
    expect(inPages.items.map(({ uid }) => uid)).toEqual(whole.items.map(({ uid }) => uid));
    const containers = ({ containers: all }: Pod) => all.map(({ name }) => name);
    expect(inPages.items.map(containers)).toEqual(whole.items.map(containers));
  });

  test('has at least the names of pods that are too large', async () => {
    const whole = await podsWith({});
    // Less than any of the pods, and more than the metadata of one.
    const named = await podsWith({ responseBytes: 680 });
    expect(named.items.map(({ name }) => name)).toEqual(whole.items.map(({ name }) => name));
    expect(named.items[0]).toMatchObject({
      status: 'Unknown',
      statusMessage: expect.stringMatching(/too large/),
    });
  });

  test('and not even the names fit, is an answer that is too large', async () => {
    await expect(podsWith({ responseBytes: 100 })).rejects.toMatchObject({ code: 'cluster-error' });
  });
});

test('one odd pod does not hide the others', async () => {
  willList(
    podOf('first', { status: { phase: 'Running' } }),
    podOf('odd', { spec: { containers: null }, status: { containerStatuses: 7 } }),
    null,
    podOf('last', { status: { phase: 'Running' } }),
  );
  const { items } = await podsWith({});
  expect(items.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'first Running',
    'odd Unknown',
    'last Running',
  ]);
});

test('an answer that is no JSON is not a failed connection', async () => {
  proxy.fault = () => ({ status: 200, body: '<html>Sign in</html>' });
  await expect(podsWith({})).rejects.toMatchObject({
    code: 'cluster-error',
    message: expect.stringMatching(/can't read/),
  });
});
