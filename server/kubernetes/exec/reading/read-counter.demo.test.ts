import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import type { Clusters } from '../../ports.ts';
import { clustersOf } from '../../testing/demo-fixture.ts';
import { RecordedShell } from '../../testing/shell-recorder.ts';

let cluster: DemoCluster;
let clusters: Clusters;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet });
  ({ clusters } = clustersOf(cluster.kubeconfig));
});
afterAll(async () => {
  await clusters.dispose();
  await cluster.dispose();
});

const WAIT = { interval: 10 };

async function open(pod: string): Promise<RecordedShell> {
  const target = { context: 'admin', namespace: 'team-a', pod, container: pod };
  const shell = new RecordedShell(clusters.shells, { target });
  await shell.started();
  return shell;
}

/** Asks for counts, one after another. */
function counting(shell: RecordedShell) {
  const answers: (number | undefined)[] = [];
  const count = shell.stream.countReads((bytes) => answers.push(bytes));
  if (count === undefined) throw new Error('This shell cannot be counted');
  const next = async (): Promise<number | undefined> => {
    const before = answers.length;
    count.ask();
    await vi.waitUntil(() => answers.length > before, WAIT);
    return answers.at(-1);
  };
  return { answers, count, next };
}

const PASTE = 20_000;

test.each([
  ['bash at its prompt', 'debian', '', '\x1b[200~', '\x1b[201~'],
  ['a child of sh in the foreground', 'busybox', 'stty -icanon -echo; cat >/dev/null', '', ''],
])('counts what %s has read of a paste', async (_name, pod, line, begin, end) => {
  const shell = await open(pod);
  if (line !== '') shell.type(`${line}; echo over\r`);
  const { count, next } = counting(shell);
  // Once two counts are equal, the program that is to read the paste waits for it.
  let before = await next();
  await vi.waitUntil(async () => {
    const last = before;
    before = await next();
    return last === before;
  }, WAIT);
  shell.type(`${begin}${'x'.repeat(PASTE)}${end}`);
  await vi.waitUntil(async () => ((await next()) ?? 0) - (before ?? 0) >= PASTE, WAIT);
  count.stop();
  await shell.stream.terminate();
});

test('counts nothing of a paste that nobody reads, and ends with the shell', async () => {
  const shell = await open('debian');
  shell.type('sleep 1000\r');
  const { answers, next } = counting(shell);
  let before = await next();
  await vi.waitUntil(async () => {
    const last = before;
    before = await next();
    return last === before && shell.text.includes('sleep 1000');
  }, WAIT);
  shell.type('x'.repeat(PASTE));
  expect(await next()).toBe(before);
  await shell.stream.terminate();
  await next();
  expect(answers.at(-1)).toBeUndefined();
});
