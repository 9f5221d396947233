import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoUserName } from '../access/users.ts';
import { type DemoCluster, startDemoCluster } from '../start.ts';
import { call } from '../testing/api-client.ts';
import { createIdleKubelet } from '../testing/idle-kubelet.ts';
import { decodeMessage, readEnvelope } from './protobuf/decode-message.ts';
import { PROTOBUF } from './protobuf/envelope.ts';
import { list, one } from './protobuf/message.ts';
import { podMessage } from './protobuf/pod-messages.ts';

const PODS = '/api/v1/namespaces/team-a/pods';

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet: createIdleKubelet });
});
afterAll(() => cluster.dispose());

const get = (path: string, accept: string, user: DemoUserName = 'admin') =>
  call(cluster, path, { token: cluster.tokens.get(user), headers: { accept } });

test.each([
  [`${PROTOBUF},application/json`, PROTOBUF],
  [`application/json,${PROTOBUF}`, 'application/json'],
  [`application/yaml, ${PROTOBUF}`, PROTOBUF],
  [`${PROTOBUF};as=Table;v=v1;g=meta.k8s.io,application/json`, 'application/json'],
  ['*/*', 'application/json'],
])('pods for who accepts %s are %s', async (accept, type) => {
  expect((await get(PODS, accept)).headers['content-type']).toBe(type);
  expect((await get(`${PODS}/debian`, accept)).headers['content-type']).toBe(type);
});

test('a list in protobuf has the pods and the metadata of the list in JSON', async () => {
  const json = (await get(`${PODS}?limit=2`, 'application/json')).json;
  const { apiVersion, kind, raw } = readEnvelope((await get(`${PODS}?limit=2`, PROTOBUF)).bytes);
  expect({ apiVersion, kind }).toEqual({ apiVersion: 'v1', kind: 'PodList' });
  const metadata = { 2: one('resourceVersion'), 3: one('continue'), 4: one('remainingItemCount', 'int') };
  const decoded = decodeMessage(
    raw,
    { 1: one('metadata', metadata), 2: list('items', podMessage) },
    'refuse',
  );
  expect(decoded.metadata).toEqual(json?.metadata);
  const uids = (items: unknown) =>
    (items as { metadata: { uid: string } }[]).map(({ metadata: { uid } }) => uid);
  expect(uids(decoded.items)).toEqual(uids(json?.items));
});

test('what has no protobuf here is the next that the client accepts, or 406', async () => {
  const both = `${PROTOBUF},application/json`;
  expect((await get('/api/v1/namespaces', both)).headers['content-type']).toBe('application/json');
  expect((await get('/api/v1/namespaces', PROTOBUF)).status).toBe(406);
  const body = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'rare' },
    spec: { containers: [{ name: 'c', image: 'busybox' }], hostAliases: [{ ip: '127.0.0.1' }] },
  };
  await call(cluster, PODS, { token: cluster.tokens.get('admin'), method: 'POST', body });
  expect((await get(`${PODS}/rare`, both)).headers['content-type']).toBe('application/json');
  expect((await get(`${PODS}/rare`, PROTOBUF)).status).toBe(406);
  expect((await get(PODS, both)).headers['content-type']).toBe('application/json');
});

test('errors are in protobuf for who prefers that', async () => {
  const { status, headers, bytes } = await get('/api/v1/namespaces/team-b/pods', PROTOBUF, 'alice');
  expect([status, headers['content-type']]).toEqual([403, PROTOBUF]);
  const { kind, raw } = readEnvelope(bytes);
  expect(kind).toBe('Status');
  const said = { 3: one('message'), 4: one('reason') };
  expect(decodeMessage(raw, said, 'skip')).toEqual({
    message: expect.stringContaining('User "alice" cannot list resource "pods"'),
    reason: 'Forbidden',
  });
});
