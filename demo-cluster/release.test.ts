import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoCluster, startDemoCluster } from './start.ts';
import { type CallOptions, call } from './testing/api-client.ts';
import { createIdleKubelet } from './testing/idle-kubelet.ts';

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({ release: '1.24', createKubelet: createIdleKubelet });
});
afterAll(() => cluster.dispose());

const asAdmin = (options: CallOptions = {}): CallOptions => ({
  token: cluster.tokens.get('admin'),
  ...options,
});

test('a cluster of release 1.24 says so', async () => {
  expect((await call(cluster, '/version', asAdmin())).json).toMatchObject({ major: '1', minor: '24' });
});

test('it has no SelfSubjectReview', async () => {
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const body = { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1' };
  expect((await call(cluster, path, asAdmin({ method: 'POST', body }))).status).toBe(404);
});

test('it answers aggregated discovery with the plain form', async () => {
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
  expect((await call(cluster, '/apis', asAdmin({ headers: { accept } }))).json).toMatchObject({
    kind: 'APIGroupList',
  });
});
