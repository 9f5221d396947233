import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { aliveIn } from '#demo-cluster/testing/container-processes.ts';
import type { ShellTarget } from '#server/terminal/ports.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { encodeEntry, type JournalEntry } from '../../journal/journal-entry.ts';
import { ProcessJournal } from '../../journal/process-journal.ts';
import { MemoryJournal } from '../../journal/testing/memory-journal.ts';
import type { Clusters } from '../../ports.ts';
import { clustersOf } from '../../testing/demo-fixture.ts';
import { printedPids } from '../../testing/processes.ts';
import { RecordedShell } from '../../testing/shell-recorder.ts';

const WAIT = { interval: 10 };
const TARGET: ShellTarget = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet });
});
afterAll(() => cluster.dispose());

const isAlive = (pid: number) => aliveIn(cluster, TARGET.namespace, TARGET.pod)(pid);

let before: Clusters;
let after: Clusters;
let first: MemoryJournal;
let second: MemoryJournal;
beforeEach(() => {
  first = new MemoryJournal();
  second = new MemoryJournal();
  before = clustersOf(cluster.kubeconfig, { journal: first }).clusters;
  after = clustersOf(cluster.kubeconfig, { journal: second }).clusters;
});
afterEach(async () => {
  await before.dispose();
  await after.dispose();
});

/** A shell of an earlier server, the pids that it printed, and its journal. */
async function open(line: string, count: number) {
  const shell = new RecordedShell(before.shells, { target: TARGET });
  shell.type(`${line}\r`);
  await vi.waitUntil(() => printedPids(shell.text).length === count, WAIT);
  const [entry] = first.noted;
  if (entry === undefined) throw new Error('Nothing is noted');
  return { shell, pids: printedPids(shell.text), entry };
}

test.each([
  ['an idle shell', 'echo pid=$$', 1],
  ['one that ignores the hang-up', "trap '' HUP; echo pid=$$", 1],
  ['one with a program in front', "echo pid=$$; sh -c 'echo pid=$$; exec cat'", 2],
])('an orphan is ended: %s', async (_name, line, count) => {
  const { pids, entry } = await open(line, count);
  second.leave(entry);
  await after.endOrphans();
  await vi.waitUntil(() => !pids.some(isAlive), WAIT);
  expect(second.noted.size).toBe(0);
});

test.each<[string, Partial<JournalEntry>]>([
  ['of another cluster', { clusterId: 'another' }],
  ['of a context that is gone', { target: { ...TARGET, context: 'gone' } }],
])('an orphan is kept for later if it is %s', async (_name, changes) => {
  const { pids, entry } = await open('echo pid=$$', 1);
  second.leave(entry, changes);
  await after.endOrphans();
  expect(pids.map(isAlive)).toEqual([true]);
  expect(second.noted.size).toBe(1);
});

test.each<[string, (entry: JournalEntry) => Partial<JournalEntry>]>([
  ['the pod is another one', () => ({ podUid: 'another' })],
  ['the container was restarted', () => ({ containerId: 'demo://another' })],
  ['the pod is gone', () => ({ target: { ...TARGET, pod: 'gone' } })],
  ['the pid is another process by now', ({ mark }) => ({ mark: { ...mark, startedAt: mark.startedAt + 1 } })],
  ['nobody could end it for weeks', () => ({ clusterId: 'another', notedAt: 0 })],
])('an orphan is erased without ending a process when %s', async (_name, change) => {
  const { pids, entry } = await open('echo pid=$$', 1);
  second.leave(entry, change(entry));
  await after.endOrphans();
  expect(pids.map(isAlive)).toEqual([true]);
  expect(second.noted.size).toBe(0);
});

test('an orphan in an unreachable cluster is kept, and a server that stops does not wait for it', async () => {
  const { pids, entry } = await open('echo pid=$$', 1);
  second.leave(entry);
  await cluster.stopServing();
  const ending = after.endOrphans();
  await after.dispose();
  await ending;
  expect(second.noted.size).toBe(1);
  await cluster.resumeServing();
  await vi.waitUntil(() => !pids.some(isAlive), WAIT);
});

test('a running process has an entry, which contains no credentials', async () => {
  const { shell, entry } = await open('echo pid=$$', 1);
  expect(entry.shellId).toMatch(/^[0-9a-f-]{36}$/);
  expect(entry).toMatchObject({ target: TARGET, podUid: cluster.pod('team-a', 'debian')?.metadata.uid });
  expect(entry.containerId).not.toBe('');
  expect(JSON.stringify(cluster.pod('team-a', 'debian'))).toContain(`"containerID":"${entry.containerId}"`);
  const text = encodeEntry(entry);
  for (const token of cluster.tokens.values()) expect(text).not.toContain(token);
  expect(text).not.toContain('127.0.0.1');
  shell.type('exit\r');
  await shell.ended();
  expect(first.noted.size).toBe(0);
});

test('the entry of a process that the server ends is removed from disk', async () => {
  const root = await mkdtemp(join(tmpdir(), 'podshell-journal-'));
  const journal = new ProcessJournal(root, new RecordingLogger());
  const own = clustersOf(cluster.kubeconfig, { journal }).clusters;
  const shell = new RecordedShell(own.shells, { target: TARGET });
  await shell.started();
  await vi.waitUntil(async () => (await readdir(root, { recursive: true })).length === 2, WAIT);
  await own.dispose();
  await expect(readdir(root)).rejects.toMatchObject({ code: 'ENOENT' });
  await rm(root, { recursive: true, force: true });
});
