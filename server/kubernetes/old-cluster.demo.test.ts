/** Everything that Podshell asks of a cluster, asked of one that answers as Kubernetes 1.24 does. */

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { aliveIn } from '#demo-cluster/testing/container-processes.ts';
import type { PodStreamEvent } from '#protocol/api.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters } from './ports.ts';
import { clustersOf } from './testing/demo-fixture.ts';
import { printedPids } from './testing/processes.ts';
import { RecordedShell } from './testing/shell-recorder.ts';

const caller = localCaller();

let cluster: DemoCluster;
let clusters: Clusters;
beforeAll(async () => {
  cluster = await startDemoCluster({ release: '1.24' });
  ({ clusters } = clustersOf(cluster.kubeconfig));
});
afterAll(async () => {
  await clusters.dispose();
  await cluster.dispose();
});

const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };

function open(): RecordedShell {
  return new RecordedShell(clusters.shells, { target, size: { cols: 91, rows: 33 } });
}

test('lists and watches pods, over an expired history, too', async () => {
  const { items } = await clusters.pods(caller, { namespace: 'team-a' });
  expect(items.map(({ name }) => name)).toContain('debian');
  const end = new AbortController();
  const events = clusters.podEvents(caller, { namespace: 'team-a' }, end.signal)[Symbol.asyncIterator]();
  const next = async (fits: (event: PodStreamEvent) => boolean): Promise<void> => {
    for (;;) {
      const { value, done } = await events.next();
      if (done === true) throw new Error('The events ended');
      if (fits(value)) return;
    }
  };
  await next(({ type }) => type === 'snapshot');
  const label = (value: string) =>
    cluster.changePod('team-a', 'debian', (pod) => ({
      ...pod,
      metadata: { ...pod.metadata, labels: { round: value } },
    }));
  label('1');
  await next(({ type, data }) => type === 'modified' && 'labels' in data && data.labels.round === '1');
  cluster.expireHistory();
  cluster.dropWatches();
  label('2');
  await next(
    ({ type, data }) =>
      (type === 'modified' && 'labels' in data && data.labels.round === '2') ||
      (type === 'snapshot' && data.items.some(({ labels }) => labels.round === '2')),
  );
  end.abort();
});

test('reads a pod with its events, its YAML, and the right to exec', async () => {
  const place = { namespace: 'team-a', pod: 'debian' };
  expect(await clusters.pod(caller, place)).toMatchObject({ name: 'debian', exec: { allowed: true } });
  expect(await clusters.podYaml(caller, place)).toContain('kind: Pod');
  expect(await clusters.resolveShellTarget(caller, place)).toMatchObject({ container: 'debian' });
});

test('opens a shell of the right size, resizes it, and reports its exit code', async () => {
  const shell = open();
  shell.type('stty size\r');
  await shell.sees('33 91');
  shell.stream.resize({ cols: 132, rows: 50 });
  shell.type('stty size\r');
  await shell.sees('50 132');
  shell.type('exit 3\r');
  expect(await shell.ended()).toMatchObject({ kind: 'exited', exitCode: 3 });
});

test('ends a shell with what runs in it', async () => {
  const shell = open();
  shell.type('sleep 1000 & echo pid=$!\r');
  await shell.sees(/pid=\d+\r/);
  const pids = printedPids(shell.text);
  const isRunning = aliveIn(cluster, 'team-a', 'debian');
  expect(pids.map(isRunning)).toEqual([true]);
  await shell.stream.terminate();
  expect(await shell.ended()).toMatchObject({ kind: 'exited' });
  await vi.waitUntil(() => !pids.some(isRunning));
});
