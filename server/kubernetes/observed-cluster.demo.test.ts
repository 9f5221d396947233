import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { ClusterObserver } from './ports.ts';
import { clustersOf } from './testing/demo-fixture.ts';
import { RecordedShell } from './testing/shell-recorder.ts';

/** A busy machine takes its time. */
const WAIT = { interval: 10 };

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet });
});
afterAll(() => cluster.dispose());

/** Notes each answer as `verb status`. */
function observing() {
  const answers: string[] = [];
  const pongs: number[] = [];
  const observer: ClusterObserver = {
    onRequest: (verb) => (status) => void answers.push(`${verb} ${status}`),
    onExecPong: (ms) => void pongs.push(ms),
    onWatchRestart() {},
  };
  return { observer, answers, pongs };
}

const CALLER = localCaller();
const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };

test('an observer learns of every request, with the status of its answer', async () => {
  const { observer, answers } = observing();
  const { clusters } = clustersOf(cluster.kubeconfig, { observer });
  await clusters.pods(CALLER, { context: 'admin', namespace: 'team-a' });
  await clusters.execAccess(CALLER, { context: 'bob', namespaces: ['team-a'] });
  await clusters.podYaml(CALLER, { context: 'admin', namespace: 'team-a', pod: 'nothing' }).catch(() => {});
  await clusters.pods(CALLER, { context: 'bob', namespace: 'team-b' }).catch(() => {});
  expect(new Set(answers)).toEqual(new Set(['list 200', 'create 201', 'get 404', 'list 403']));
  const end = new AbortController();
  const events = clusters.podEvents(CALLER, { context: 'admin', namespace: 'team-a' }, end.signal);
  await events[Symbol.asyncIterator]().next();
  await vi.waitUntil(() => answers.includes('watch 200'), WAIT);
  end.abort();
  await clusters.dispose();
});

test('an observer learns of execs, and how soon pings are answered', async () => {
  const { observer, answers, pongs } = observing();
  const { clusters } = clustersOf(cluster.kubeconfig, { observer, limits: { pingMs: 20 } });
  const shell = new RecordedShell(clusters.shells, { target });
  await shell.started();
  await vi.waitUntil(() => pongs.length >= 1, WAIT);
  await shell.stream.terminate();
  const refused = new RecordedShell(clusters.shells, { target: { ...target, context: 'bob' } });
  await refused.ended();
  await clusters.dispose();
  expect(answers).toContain('exec 101');
  expect(answers).toContain('exec 403');
  for (const ms of pongs) expect(ms).toBeGreaterThanOrEqual(0);
});

test('an observer learns of requests without an answer', async () => {
  const { observer, answers } = observing();
  const gone = await startDemoCluster();
  await gone.dispose();
  const { clusters } = clustersOf(gone.kubeconfig, { observer });
  await expect(clusters.namespaces(CALLER, 'admin')).rejects.toMatchObject({ code: 'cluster-unreachable' });
  await clusters.dispose();
  expect(answers).toEqual(['list undefined']);
});
