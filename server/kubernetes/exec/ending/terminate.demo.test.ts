import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { aliveIn } from '#demo-cluster/testing/container-processes.ts';
import { CHANNEL_V4, CHANNEL_V5 } from '#protocol/channels.ts';
import type { ShellStart } from '#server/terminal/ports.ts';
import type { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { Clusters } from '../../ports.ts';
import { clustersOf } from '../../testing/demo-fixture.ts';
import { printedPids } from '../../testing/processes.ts';
import { RecordedShell } from '../../testing/shell-recorder.ts';

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet });
});
afterAll(() => cluster.dispose());

const WAIT = { interval: 10 };

describe.each([CHANNEL_V5, CHANNEL_V4])('ending a process over %s', (protocol) => {
  let clusters: Clusters;
  let logger: RecordingLogger;
  beforeAll(() => {
    ({ clusters, logger } = clustersOf(cluster.kubeconfig, {
      execProtocols: [protocol],
      limits: { killMs: 200 },
    }));
  });
  afterAll(() => clusters.dispose());

  const isAlive = (pid: number) => aliveIn(cluster, 'team-a', 'debian')(pid);

  function open(pod: string, start: Partial<ShellStart> = {}): RecordedShell {
    const target = { context: 'admin', namespace: 'team-a', pod, container: pod };
    return new RecordedShell(clusters.shells, { target, ...start });
  }

  test.each([
    ['an idle bash', 'debian', 'echo pid=$$', 1],
    ['an idle sh', 'busybox', 'echo pid=$$', 1],
    ['a foreground child that reads stdin', 'debian', "echo pid=$$; sh -c 'echo pid=$$; exec cat'", 2],
    ['a foreground child of sh', 'busybox', "echo pid=$$; sh -c 'echo pid=$$; exec cat'", 2],
    [
      'a foreground child that ignores the hang-up',
      'debian',
      "echo pid=$$; trap '' HUP; sh -c 'echo pid=$$; exec sleep 1000'",
      2,
    ],
    ['a background job', 'debian', 'echo pid=$$; sleep 1000 & echo pid=$!', 2],
  ])('ends %s', async (_name, pod, line, count) => {
    const shell = open(pod);
    shell.type(`${line}\r`);
    await vi.waitUntil(() => printedPids(shell.text).length === count, WAIT);
    const pids = printedPids(shell.text);
    const isRunning = aliveIn(cluster, 'team-a', pod);
    expect(pids.map(isRunning)).toEqual(pids.map(() => true));
    await shell.stream.terminate();
    expect(shell.end?.kind).toBe('exited');
    await vi.waitUntil(() => !pids.some(isRunning), WAIT);
  });

  test('ends a process whose output is paused', async () => {
    const shell = open('debian');
    shell.type('echo pid=$$; yes\r');
    await shell.sees('y\r\ny\r\n');
    shell.stream.pause();
    const pids = printedPids(shell.text);
    await shell.stream.terminate();
    await vi.waitUntil(() => !pids.some(isAlive), WAIT);
  });

  test('ends a process that is still starting', async () => {
    const shell = open('debian', { command: ['sh', '-c', 'echo pid=$$ >tmp/started; exec sleep 1000'] });
    await shell.stream.terminate();
    expect(shell.end).toMatchObject({ kind: 'exited' });
    expect(shell.text).toBe('');
    const reader = open('debian', {
      command: ['sh', '-c', 'cat tmp/started 2>/dev/null; rm -f tmp/started'],
    });
    await reader.ended();
    expect(printedPids(reader.text).some(isAlive)).toBe(false);
    expect(logger.of('warn')).toEqual([]);
  });

  test('keeps background processes that ignore SIGHUP', async () => {
    const shell = open('debian');
    shell.type('nohup sleep 1000 >/dev/null 2>&1 & echo pid=$!\r');
    await vi.waitUntil(() => printedPids(shell.text).length === 1, WAIT);
    const [kept = 0] = printedPids(shell.text);
    // The pid is printed before nohup ignores SIGHUP.
    shell.type('until grep -q sleep /proc/$!/comm; do sleep 0.01; done; echo ready $((6*7))\r');
    await shell.sees('ready 42');
    await shell.stream.terminate();
    expect(isAlive(kept)).toBe(true);
    const killer = open('debian', { command: ['kill', '-KILL', String(kept)] });
    await killer.ended();
  });

  test('passes on nothing that the process prints after the request to end it', async () => {
    // The trap has all the time that it needs on a busy machine.
    const patient = clustersOf(cluster.kubeconfig, { execProtocols: [protocol], limits: { killMs: 15_000 } });
    const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };
    const command = ['sh', '-c', "trap 'echo last words; exit 5' HUP; echo ready; read never"];
    const shell = new RecordedShell(patient.clusters.shells, { target, command });
    await shell.sees('ready\r\n');
    await shell.stream.terminate();
    // The trap has run, and its output has come before its exit code.
    expect(shell.end).toMatchObject({ kind: 'exited', exitCode: 5 });
    expect(shell.text).toBe('ready\r\n');
    await patient.clusters.dispose();
  });

  test('is idempotent, also after the process has ended', async () => {
    const shell = open('debian');
    shell.type('exit 4\r');
    expect(await shell.ended()).toMatchObject({ exitCode: 4 });
    await Promise.all([shell.stream.terminate(), shell.stream.terminate()]);
    expect(shell.calls.filter((call) => call === 'end')).toHaveLength(1);
  });

  test('sends exit keys to a command in an image without sh', async () => {
    const shell = open('distroless', {
      target: { context: 'admin', namespace: 'team-a', pod: 'distroless', container: 'app' },
      command: ['no-such-command'],
    });
    expect(await shell.ended()).toMatchObject({ failure: { code: 'command-not-found' } });
    await shell.stream.terminate();
  });

  test('ends all processes on dispose', async () => {
    const own = clustersOf(cluster.kubeconfig, { execProtocols: [protocol] }).clusters;
    const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };
    const shells = Array.from({ length: 4 }, () => new RecordedShell(own.shells, { target }));
    for (const shell of shells) shell.type('echo pid=$$\r');
    await vi.waitUntil(() => shells.every(({ text }) => printedPids(text).length === 1), WAIT);
    const pids = shells.flatMap(({ text }) => printedPids(text));
    await own.dispose();
    expect(shells.every(({ end }) => end !== undefined)).toBe(true);
    await vi.waitUntil(() => !pids.some(isAlive), WAIT);
  });
});
