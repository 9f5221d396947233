import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PodObject } from '../ports.ts';
import { type DemoCluster, startDemoCluster } from '../start.ts';
import { call, watch } from '../testing/api-client.ts';
import { createIdleKubelet } from '../testing/idle-kubelet.ts';
import { recordedLines, recordedPods } from '../testing/recordings.ts';

const PODS = '/api/v1/namespaces/team-a/pods';

interface RecordedEvent {
  readonly type: string;
  readonly object: PodObject;
}

/** The events of a recorded watch, without request and response. */
function recordedEvents(name: string): RecordedEvent[] {
  return recordedLines(`api/${name}`)
    .map(({ event }) => event as RecordedEvent | undefined)
    .filter((event) => event !== undefined);
}

function withoutVersions(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/"resourceVersion":"\d+"/g, '"resourceVersion":"N"'));
}

let cluster: DemoCluster;
let token: string | undefined;

beforeEach(async () => {
  cluster = await startDemoCluster({
    createKubelet: createIdleKubelet,
    bookmarkMs: 20,
    pods: [],
    adopted: recordedPods().filter(({ metadata }) => metadata.namespace === 'team-a'),
  });
  token = cluster.tokens.get('admin');
});
afterEach(() => cluster.dispose());

async function currentVersion(): Promise<string> {
  const { json } = await call(cluster, `${PODS}?limit=1`, { token });
  return (json as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
}

function relabel(name: string, value: string): void {
  cluster.changePod('team-a', name, (pod) => ({
    ...pod,
    metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, app: value } },
  }));
}

describe('where a watch starts', () => {
  test('without a version: all pods as ADDED until the timeout, as recorded', async () => {
    const expected = recordedEvents('watch-no-rv');
    const { events } = await watch(cluster, `${PODS}?watch=1&timeoutSeconds=1`, { token });
    const seen = [];
    for await (const event of events) seen.push(event);
    expect(withoutVersions(seen)).toEqual(withoutVersions(expected));
  });

  test('with initial events: the same, then the annotated bookmark, as recorded', async () => {
    const expected = recordedEvents('watch-sendInitialEvents');
    const query = 'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const stream = await watch(cluster, `${PODS}?${query}`, { token });
    expect(withoutVersions(await stream.take(expected.length))).toEqual(withoutVersions(expected));
    stream.close();
  });

  test('from a version: only later changes', async () => {
    const version = await currentVersion();
    relabel('busybox', 'one');
    const stream = await watch(cluster, `${PODS}?watch=1&resourceVersion=${version}`, { token });
    relabel('debian', 'two');
    const events = await stream.take(2);
    expect(events.map(({ type, object }) => [type, object.metadata.name])).toEqual([
      ['MODIFIED', 'busybox'],
      ['MODIFIED', 'debian'],
    ]);
    stream.close();
  });

  test('from an expired version: 200, one ERROR event, and the end', async () => {
    const version = await currentVersion();
    relabel('busybox', 'one');
    cluster.expireHistory();
    const stream = await watch(cluster, `${PODS}?watch=1&resourceVersion=${version}`, { token });
    expect(stream.status).toBe(200);
    const events = await stream.take(2);
    expect(events).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }]);
  });

  test('without permission to watch: 403, as recorded', async () => {
    const [expected] = recordedLines('api/watch-bob-forbidden').flatMap(({ event }) => event ?? []);
    const answer = await call(cluster, `${PODS}?watch=1`, { token: cluster.tokens.get('bob') });
    expect(answer.status).toBe(403);
    expect(answer.json).toEqual(expected);
  });

  test('initial events without resourceVersionMatch: 422', async () => {
    const answer = await call(cluster, `${PODS}?watch=1&sendInitialEvents=true`, { token });
    expect(answer.status).toBe(422);
    expect(answer.json?.message).toContain('requires setting resourceVersionMatch to NotOlderThan');
  });
});

describe('what a watch shows', () => {
  test('a forced deletion as MODIFIED and DELETED, as recorded', async () => {
    const expected = recordedEvents('watch-from-rv-bookmarks').slice(0, 2);
    const version = await currentVersion();
    const stream = await watch(cluster, `${PODS}?watch=1&resourceVersion=${version}`, { token });
    cluster.deletePod('team-a', 'victim', { graceSeconds: 0 });
    const brief = ({ type, object }: { type: string; object: { metadata: Record<string, unknown> } }) => [
      type,
      object.metadata.name,
      object.metadata.generation,
      object.metadata.deletionGracePeriodSeconds,
    ];
    expect((await stream.take(2)).map(brief)).toEqual(expected.map(brief));
    stream.close();
  });

  test('a pod that stops matching as DELETED, one that starts matching as ADDED', async () => {
    const version = await currentVersion();
    const selector = 'labelSelector=app%3Dbusybox';
    const stream = await watch(cluster, `${PODS}?watch=1&resourceVersion=${version}&${selector}`, { token });
    relabel('busybox', 'other');
    relabel('debian', 'busybox');
    const events = await stream.take(2);
    expect(events.map(({ type, object }) => [type, object.metadata.name])).toEqual([
      ['DELETED', 'busybox'],
      ['ADDED', 'debian'],
    ]);
    stream.close();
  });

  test('bookmarks with the current version when the client asks for them', async () => {
    const version = await currentVersion();
    const path = `${PODS}?watch=1&allowWatchBookmarks=true&resourceVersion=${version}`;
    const stream = await watch(cluster, path, { token });
    const [bookmark] = await stream.take(1);
    const [expected] = recordedEvents('watch-from-rv-bookmarks').filter(({ type }) => type === 'BOOKMARK');
    expect(withoutVersions(bookmark)).toEqual(withoutVersions(expected));
    expect(bookmark?.object.metadata.resourceVersion).toBe(version);
    stream.close();
  });

  test('tables, with columns in the first event only', async () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const stream = await watch(cluster, `${PODS}?watch=1`, { token, headers: { accept } });
    const [first, second] = await stream.take(2);
    expect(first?.object.kind).toBe('Table');
    expect(first?.object.columnDefinitions).toHaveLength(9);
    expect(second?.object.columnDefinitions).toBeNull();
    expect(second?.object.rows).toHaveLength(1);
    stream.close();
  });
});

describe('how a watch ends', () => {
  test('the connection breaks when the cluster drops it', async () => {
    const stream = await watch(cluster, `${PODS}?watch=1`, { token });
    await stream.take(1);
    cluster.dropWatches();
    await expect(stream.take(100)).rejects.toThrow();
    expect(cluster.openWatches).toBe(0);
  });

  test('the connection breaks when the server stops; the version is still valid after a restart', async () => {
    const version = await currentVersion();
    const stream = await watch(cluster, `${PODS}?watch=1&resourceVersion=${version}`, { token });
    await cluster.stopServing();
    await expect(stream.take(1)).rejects.toThrow();
    await expect(call(cluster, PODS, { token })).rejects.toThrow('ECONNREFUSED');
    relabel('busybox', 'meanwhile');
    await cluster.resumeServing();
    const again = await watch(cluster, `${PODS}?watch=1&resourceVersion=${version}`, { token });
    expect(await again.take(1)).toMatchObject([
      { type: 'MODIFIED', object: { metadata: { name: 'busybox' } } },
    ]);
    again.close();
  });
});
