/** A replica in a process of its own is killed, and another one ends the shell that it has left in a container. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { aliveIn } from '#demo-cluster/testing/container-processes.ts';
import { JournalCopies } from './kubernetes/journal/journal-copies.ts';
import { ProcessJournal } from './kubernetes/journal/process-journal.ts';
import type { Clusters, CutShortShell } from './kubernetes/ports.ts';
import { clustersOf } from './kubernetes/testing/demo-fixture.ts';
import { printedPids } from './kubernetes/testing/processes.ts';
import { type JoinedPeers, joinPeers } from './peers/joining/join-peers.ts';
import { systemClock } from './system-clock.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { RecordingLogger } from './testing/recording-logger.ts';

const SECRET = 's'.repeat(32);
const PROGRAM = new URL('./testing/journal-process.ts', import.meta.url).pathname;
const WAIT = { interval: 20 };

let cluster: DemoCluster;
let folder: string;
let here: JoinedPeers;
/** Of the copies alone: they wait for a next run of their owner. */
let clock: FakeClock;
let copies: JournalCopies;
let holder: Clusters;
let logger: RecordingLogger;
let child: ChildProcess;
let output = '';
/** What auditors are told. */
let cutShort: CutShortShell[];

beforeEach(async () => {
  cluster = await startDemoCluster({ createKubelet });
  folder = await mkdtemp(join(tmpdir(), 'podshell-killed-'));
  here = joinPeers({
    settings: { secret: [SECRET], peerListen: '127.0.0.1:0', peerUrl: '' },
    places: { kind: 'list', urls: [] },
    env: { POD_NAME: 'web-2' },
    hostName: '',
    followEndpoints() {},
    clock: systemClock,
    logger: new RecordingLogger(),
    observer: undefined,
  });
  clock = new FakeClock();
  copies = new JournalCopies({ peers: here.peers, clock });
  const journal = new ProcessJournal(join(folder, 'web-2'), new RecordingLogger(), copies);
  cutShort = [];
  const onCutShort = (shell: CutShortShell) => cutShort.push(shell);
  ({ clusters: holder, logger } = clustersOf(cluster.kubeconfig, { journal, onCutShort }));
  await here.start();
  const settings = {
    kubeconfig: cluster.kubeconfig,
    stateDirectory: join(folder, 'web-1'),
    secret: SECRET,
    url: `https://127.0.0.1:${here.listener.address.port}`,
  };
  output = '';
  child = spawn(process.execPath, [PROGRAM, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdout?.on('data', (bytes) => {
    output += bytes;
  });
});

afterEach(async () => {
  child.kill('SIGKILL');
  await holder.dispose();
  await here.dispose();
  await cluster.dispose();
  await rm(folder, { recursive: true });
});

/** Kills the replica once its shell runs and is known here. Returns who tells whether the shell lives. */
async function killed(): Promise<() => boolean> {
  await vi.waitUntil(() => printedPids(output).length === 1 && copies.size === 1, WAIT);
  const isAlive = aliveIn(cluster, 'team-a', 'debian');
  const [pid = 0] = printedPids(output);
  const [owner] = here.peers.live;
  child.kill('SIGKILL');
  await once(child, 'exit');
  await vi.waitUntil(() => here.peers.fateOf(owner?.id ?? '').kind === 'gone', WAIT);
  expect(isAlive(pid)).toBe(true);
  return () => isAlive(pid);
}

test('the holder of the copies ends the shell of a replica that is killed', async () => {
  const isAlive = await killed();
  clock.advance(5000);
  await vi.waitUntil(() => !isAlive(), WAIT);
  const ended = {
    message: 'Ended shells left behind by a replica that has gone',
    fields: { left: 1, ended: 1 },
  };
  await vi.waitFor(() => expect(logger.of('info')).toMatchObject([ended]), WAIT);
  await vi.waitUntil(async () => (await entriesIn('web-2')) === 0, WAIT);
  expect(cutShort).toMatchObject([
    { shellId: '00000000-0000-4000-8000-000000000000', target: { namespace: 'team-a', pod: 'debian' } },
  ]);
});

test('the holder and the next run on the same disk may end it at the same time', async () => {
  const isAlive = await killed();
  const journal = new ProcessJournal(join(folder, 'web-1'), new RecordingLogger());
  const { clusters: nextRun, logger: nextLog } = clustersOf(cluster.kubeconfig, { journal });
  clock.advance(5000);
  await nextRun.endOrphans();
  await vi.waitUntil(() => !isAlive(), WAIT);
  for (const name of ['web-1', 'web-2']) await vi.waitUntil(async () => (await entriesIn(name)) === 0, WAIT);
  for (const log of [logger, nextLog]) expect([...log.of('warn'), ...log.of('error')]).toEqual([]);
  await nextRun.dispose();
});

async function entriesIn(name: string): Promise<number> {
  const files = await readdir(join(folder, name), { recursive: true }).catch(() => []);
  return files.filter((file) => file.endsWith('.json')).length;
}
