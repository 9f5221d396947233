import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ObjectProtobuf } from '#demo-cluster/api/protobuf/object-protobuf.ts';
import type { FaultyProxy } from '#demo-cluster/testing/faulty-proxy.ts';
import { type ProxiedCluster, startProxiedCluster } from '#demo-cluster/testing/proxied-cluster.ts';
import type { PodList } from '#protocol/api.ts';
import { localCaller } from '#server/testing/callers.ts';
import { PROTOBUF } from '../protobuf/envelope.ts';
import { askOnce } from '../testing/demo-fixture.ts';

const caller = localCaller();
/** More than a page. */
const PODS = 700;

let behind: ProxiedCluster;
let proxy: FaultyProxy;
beforeAll(async () => {
  behind = await startProxiedCluster({ syntheticPodCount: PODS, pods: [] });
  ({ proxy } = behind);
});
afterAll(() => behind.dispose());
afterEach(() => proxy.reset());

function list(scope: { context?: string; namespace?: string } = {}): Promise<PodList> {
  return askOnce(proxy.kubeconfig, {}, (clusters) => clusters.pods(caller, scope));
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

test('a pod that cannot be read is shown by its metadata', async () => {
  const pods = ['first', 'odd', 'last'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a', uid: `uid-${name}`, labels: { app: name } },
    spec: { containers: [{ name: 'web' }] },
    status: { phase: 'Running', podIP: '10.0.0.1' },
  }));
  const body = new ObjectProtobuf().list(pods, { resourceVersion: '9' });
  // The length of the phase.
  body[body.indexOf('Running', body.indexOf('uid-odd')) - 1] = 0x7f;
  proxy.fault = () => ({ status: 200, body, headers: { 'Content-Type': PROTOBUF } });
  const [, odd, ...others] = (await list()).items;
  expect(odd).toMatchObject({
    name: 'odd',
    uid: 'uid-odd',
    status: 'Unknown',
    statusMessage: expect.stringMatching(/can't read this pod/),
  });
  expect(others).toMatchObject([{ name: 'last', status: 'Running', ip: '10.0.0.1' }]);
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
