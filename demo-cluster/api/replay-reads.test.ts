import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodObject } from '../ports.ts';
import { type DemoCluster, startDemoCluster } from '../start.ts';
import { call } from '../testing/api-client.ts';
import { createIdleKubelet } from '../testing/idle-kubelet.ts';
import { recordedPods, recording } from '../testing/recordings.ts';

/** A file in `fixtures/k8s-wire/api` and the user who sent the request; undefined: no credentials. */
const RECORDED: readonly (readonly [
  file: string,
  user: 'admin' | 'alice' | 'bob' | 'carol' | 'wrong' | undefined,
])[] = [
  ['namespaces-alice', 'alice'],
  ['pods-list-alice-cluster', 'alice'],
  ['pods-list-alice-team-b', 'alice'],
  ['pods-list-all', 'admin'],
  ['pods-list-bob', 'bob'],
  ['pods-list-limit2', 'admin'],
  ['pods-list', 'admin'],
  ['pods-wrong-token', 'wrong'],
  ['ssar-admin-team-a-create-pods.exec', 'admin'],
  ['ssar-alice-nope-create-pods.exec', 'alice'],
  ['ssar-alice-team-a-create-pods.exec', 'alice'],
  ['ssar-alice-team-a-get-pods.exec', 'alice'],
  ['ssar-alice-team-b-create-pods.exec', 'alice'],
  ['ssar-anonymous', undefined],
  ['ssar-bob-team-a-create-pods.exec', 'bob'],
  ['ssar-bob-team-a-list-pods', 'bob'],
  ['ssar-carol-team-a-create-pods.exec', 'carol'],
  ['ssrr-alice-team-a', 'alice'],
  ['watch-expired-rv', 'admin'],
  ['whoami-alice', 'alice'],
];

/** Replaces strings that differ between clusters. */
function normalized(body: unknown): unknown {
  const text = JSON.stringify(body, (key, value: unknown) => {
    switch (key) {
      case 'resourceVersion':
      case 'continue':
        return `some ${key}`;
      case 'managedFields':
        return undefined;
      default:
        return value;
    }
  });
  return JSON.parse(
    text
      .replace(/too old resource version: 1 \(\d+\)/, 'too old resource version: 1 (N)')
      .replace(/("creationTimestamp":")[^"]+("},"status":{"userInfo")/, '$1now$2'),
  );
}

/** Header names without flow-control and connection headers, which clients ignore. */
function headerNames(headers: Record<string, unknown>): string[] {
  return Object.keys(headers)
    .filter((name) => !name.startsWith('x-kubernetes-pf-') && name !== 'connection')
    .map((name) => (name === 'transfer-encoding' ? 'content-length' : name))
    .sort();
}

describe('recorded reads and reviews', () => {
  let cluster: DemoCluster;

  beforeAll(async () => {
    cluster = await startDemoCluster({
      createKubelet: createIdleKubelet,
      testUsers: true,
      pods: [],
      adopted: recordedPods(),
    });
  });
  afterAll(() => cluster.dispose());

  test.each(RECORDED)('%s by %s', async (file, user) => {
    const { request, status, headers, body } = recording(file);
    const token = user === undefined || user === 'wrong' ? user : cluster.tokens.get(user);
    const answer = await call(cluster, request.path, { method: request.method, body: request.body, token });
    expect(answer.status).toBe(status);
    expect(normalized(answer.json)).toEqual(normalized(body));
    expect(headerNames(answer.headers)).toEqual(headerNames(headers));
  });

  test('one pod has the fields of the list item, and its kind', async () => {
    const [pod] = recordedPods() as [PodObject];
    const token = cluster.tokens.get('admin');
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
    const answer = await call(cluster, path, { token });
    expect(Object.keys(answer.json ?? {}).slice(0, 3)).toEqual(['kind', 'apiVersion', 'metadata']);
    expect(normalized(answer.json)).toEqual(normalized(pod));
  });
});
