import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { FaultyProxy } from '#demo-cluster/testing/faulty-proxy.ts';
import type { PodList } from '#protocol/api.ts';
import { localCaller } from '#server/testing/callers.ts';
import { PROTOBUF } from '../protobuf/envelope.ts';
import { clustersOf } from '../testing/demo-fixture.ts';

const caller = localCaller();
/** More than a page. */
const PODS = 700;

let cluster: DemoCluster;
let proxy: FaultyProxy;
beforeAll(async () => {
  cluster = await startDemoCluster({ syntheticPodCount: PODS, pods: [] });
  proxy = await FaultyProxy.start(cluster);
});
afterAll(async () => {
  await proxy.dispose();
  await cluster.dispose();
});
afterEach(() => {
  proxy.fault = () => undefined;
  proxy.accept = undefined;
  proxy.mediaTypes.clear();
});

async function list(scope: { context?: string; namespace?: string } = {}): Promise<PodList> {
  const { clusters } = clustersOf(proxy.kubeconfig);
  try {
    return await clusters.pods(caller, scope);
  } finally {
    await clusters.dispose();
  }
}

test('a list is read in the binary format, with the rows that it has in JSON', async () => {
  const binary = await list();
  expect(proxy.mediaTypes).toContain(PROTOBUF);
  proxy.accept = 'application/json';
  proxy.mediaTypes.clear();
  const json = await list();
  expect(proxy.mediaTypes).not.toContain(PROTOBUF);
  expect(json.items).toHaveLength(PODS);
  expect(binary).toEqual(json);
});

test('a refusal in the binary format is told in the words of the cluster', async () => {
  await expect(list({ context: 'alice', namespace: 'team-b' })).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('User "alice" cannot list resource "pods"'),
  });
  expect(proxy.mediaTypes).toContain(PROTOBUF);
});

test('a refusal that only claims to be in the binary format is told as one without words', async () => {
  proxy.fault = () => ({ status: 403, body: '\0\x01', headers: { 'Content-Type': PROTOBUF } });
  await expect(list()).rejects.toMatchObject({ code: 'forbidden' });
});

test('broken bytes are an answer that cannot be read', async () => {
  proxy.fault = () => ({ status: 200, body: 'k8s\0\x0a\x7f', headers: { 'Content-Type': PROTOBUF } });
  await expect(list()).rejects.toMatchObject({
    code: 'cluster-error',
    message: expect.stringMatching(/can't read/),
  });
});

test('another kind of object is an answer that cannot be read', async () => {
  proxy.fault = () => ({
    status: 200,
    body: 'k8s\0\x0a\x08\x0a\x02v1\x12\x02No\x12\0',
    headers: { 'Content-Type': PROTOBUF },
  });
  await expect(list()).rejects.toMatchObject({ code: 'cluster-error' });
});

test('an answer of another media type is read as JSON', async () => {
  const body = JSON.stringify({ metadata: {}, items: [{ metadata: { name: 'one', namespace: 'a' } }] });
  proxy.fault = ({ url }) =>
    url.pathname.endsWith('/pods')
      ? { status: 200, body, headers: { 'Content-Type': 'text/plain' } }
      : undefined;
  expect((await list()).items.map(({ name }) => name)).toEqual(['one']);
});
