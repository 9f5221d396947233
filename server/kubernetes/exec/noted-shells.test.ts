/** A shell stands in the journal for as long as its process may run, and no longer. */

import { afterEach, expect, test } from 'vitest';
import type { ShellBackend, ShellEnd, ShellStart } from '#server/terminal/ports.ts';
import { MemoryJournal } from '../journal/testing/memory-journal.ts';
import type { Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';
import { printing, readAnswer, readRecording } from '../testing/recordings.ts';
import { type Answer, type ReplayServer, startReplayServer } from '../testing/replay-server.ts';
import { RecordedShell } from '../testing/shell-recorder.ts';

const pods = readAnswer('pods-list').body as { items: { metadata: { name: string } }[] };
const body = pods.items.find(({ metadata }) => metadata.name === 'debian');
const THERE: Answer = { status: 200, body };
const GONE: Answer = { status: 404, body: {} };

const BROKEN = 'faults/kubelet-killed-midsession.v4';

/** How many shells the journal holds when this one starts, and when it ends. */
class NotedShell extends RecordedShell {
  readonly noted: number[] = [];
  readonly #journal: MemoryJournal;

  constructor(backend: ShellBackend, start: Pick<ShellStart, 'target'>, journal: MemoryJournal) {
    super(backend, start);
    this.#journal = journal;
  }

  override onStarted(shell: string): void {
    this.noted.push(this.#journal.noted.size);
    super.onStarted(shell);
  }

  override onEnd(end: ShellEnd): void {
    this.noted.push(this.#journal.noted.size);
    super.onEnd(end);
  }
}

let server: ReplayServer;
let clusters: Clusters;
afterEach(async () => {
  await clusters.dispose();
  await server.dispose();
});

/**
 * A shell whose stream breaks, or ends as recorded.
 * @param asked the answer to each question after the start: is the pod still there?
 * @param found what a script prints that looks for the process in the container; undefined: none can run there
 */
async function open(recording: string, asked: Answer, found?: string) {
  let questions = 0;
  server = await startReplayServer({
    exec: ({ searchParams }) => {
      if (searchParams.get('tty') === 'true') return readRecording(recording);
      return found === undefined ? { name: 'silence', response: undefined, frames: [] } : printing(found);
    },
    api: () => {
      questions += 1;
      return questions === 1 ? THERE : asked;
    },
    marker: true,
  });
  const journal = new MemoryJournal();
  // Only silence is waited for in vain.
  const reapMs = found === undefined ? 50 : 20_000;
  const limits = { causeMs: 20_000, reapMs, reapInBackgroundMs: reapMs, killMs: 20 };
  ({ clusters } = clustersOf(server.kubeconfig, { journal, limits }));
  const target = { context: 'replay', namespace: 'team-a', pod: 'debian', container: 'debian' };
  const shell = new NotedShell(clusters.shells, { target }, journal);
  return { shell, journal, end: await shell.ended() };
}

test('a shell whose stream broke because its pod was deleted leaves nothing to end', async () => {
  const { shell, end } = await open(BROKEN, GONE);
  expect(end).toMatchObject({ failure: { code: 'pod-deleted' } });
  expect(shell.noted).toEqual([1, 0]);
});

test('a shell whose stream broke for no known reason is noted until its process is gone', async () => {
  const { shell, journal, end } = await open(BROKEN, THERE, 'found 0 0\n');
  expect(end).toMatchObject({ failure: { code: 'stream-broken' } });
  expect(shell.noted).toEqual([1, 1]);
  await expect.poll(() => journal.noted.size).toBe(0);
});

test('a process that nobody could end stays noted, for a later server', async () => {
  const { shell, journal, end } = await open(BROKEN, THERE);
  expect(end).toMatchObject({ failure: { code: 'stream-broken' } });
  await clusters.dispose();
  expect(shell.noted).toEqual([1, 1]);
  expect(journal.noted.size).toBe(1);
});

test('a shell of which the cluster says that it has ended leaves nothing to end', async () => {
  const { shell, end } = await open('kubelet-proxied/tty-bash.v4', THERE, 'found 0 0\n');
  expect(end).toMatchObject({ kind: 'exited', exitCode: 3 });
  expect(shell.noted).toEqual([1, 0]);
});
