import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import type { ContainerSpec, PodObject } from '#demo-cluster/ports.ts';
import { seedPods } from '#demo-cluster/seed/pods.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { CHANNEL_V4, CHANNEL_V5 } from '#protocol/channels.ts';
import type { ShellStart } from '#server/terminal/ports.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters } from '../../ports.ts';
import { clustersOf } from '../../testing/demo-fixture.ts';
import { RecordedShell } from '../../testing/shell-recorder.ts';

const DEBIAN = 'docker.io/library/debian:13';
/** Says its pid, and what it reads. Ends with code 7 when it reads `end`. */
const LISTENER = [
  'bash',
  '-c',
  // A process without a terminal buffers nothing here: `read` and `echo` are of the shell itself.
  'echo up; while IFS= read -r line; do [ "$line" = end ] && exit 7; echo "read:$line" $(stty size 2>/dev/null); done; echo eof; sleep 1000000',
];

function pod(name: string, container: Partial<ContainerSpec>): PodObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a' },
    spec: {
      containers: [{ name: 'main', image: DEBIAN, command: LISTENER, ...container }],
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
    },
    status: {},
  } as PodObject;
}

const hasBusybox = spawnSync('busybox', ['true']).status === 0;

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({
    createKubelet,
    pods: [
      ...seedPods(),
      pod('terminal', { stdin: true, tty: true }),
      pod('other-terminal', { stdin: true, tty: true }),
      pod('ash', { image: 'docker.io/library/busybox:1.37', command: undefined, stdin: true, tty: true }),
      pod('prompt', { stdin: true, tty: true, command: ['bash', '--norc', '--noprofile'] }),
      pod('lines', { stdin: true }),
      pod('silent', {}),
      pod('ended', { command: ['true'] }),
      pod('once', { stdin: true, stdinOnce: true, tty: true }),
      pod('ends-v5.channel.k8s.io', { stdin: true, tty: true }),
      pod('ends-v4.channel.k8s.io', { stdin: true, tty: true }),
    ],
  });
});
afterAll(() => cluster.dispose());

describe.each([CHANNEL_V5, CHANNEL_V4])('attaching over %s', (protocol) => {
  let clusters: Clusters;
  beforeAll(async () => {
    ({ clusters } = clustersOf(cluster.kubeconfig, { execProtocols: [protocol] }));
    await vi.waitUntil(async () => {
      const { items } = await clusters.pods(localCaller(), { context: 'admin', namespace: 'team-a' });
      return items.every(({ name, phase }) => name === 'pending' || phase !== 'Pending');
    }, 10_000);
  });
  afterAll(() => clusters.dispose());

  const open: RecordedShell[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ stream }) => stream.terminate()));
  });
  function attach(name: string, start: Partial<ShellStart> = {}): RecordedShell {
    const target = { context: 'admin', namespace: 'team-a', pod: name, container: 'main' };
    const shell = new RecordedShell(clusters.shells, { target, attach: true, ...start });
    open.push(shell);
    return shell;
  }

  test('types into a terminal, with its size, and leaves the process running', async () => {
    const size = { cols: 91, rows: 33 };
    const first = attach('terminal', { size });
    first.type('one\r');
    await first.sees(/read:one 33 91\r\n/);
    expect(first.attached).toEqual({ terminal: true, input: true, debug: false });
    first.stream.resize({ cols: 40, rows: 10 });
    first.type('two\r');
    await first.sees(/read:two 10 40\r\n/);
    await first.stream.terminate();
    expect(first.end).toEqual({
      kind: 'exited',
      exitCode: null,
      cause: 'detached',
      reason: "Detached. The container's process keeps running.",
    });
    const second = attach('terminal');
    second.type('three\r');
    await second.sees(/read:three/);
  });

  test('a shell that waits at its prompt shows it again to each who attaches, without a key', async () => {
    for (const size of [
      { cols: 80, rows: 24 },
      { cols: 80, rows: 24 },
      { cols: 91, rows: 33 },
    ]) {
      const shell = attach('prompt', { size });
      await shell.sees(/bash-[\d.]+[#$] $/);
      shell.type('stty size\r');
      await shell.sees(`${size.rows} ${size.cols}\r\n`);
      await shell.sees(/bash-[\d.]+[#$] $/);
      await shell.stream.terminate();
    }
  });

  test.skipIf(!hasBusybox)('so does the shell of busybox, which debug containers run', async () => {
    for (let visit = 0; visit < 2; visit += 1) {
      const shell = attach('ash');
      await shell.sees('/ # ');
      await shell.stream.terminate();
    }
  });

  test('without a terminal, types lines, and output is as the process wrote it', async () => {
    const shell = attach('lines', { size: { cols: 91, rows: 33 } });
    shell.type('é one\rtwo\r');
    await shell.sees('read:é one\nread:two\n');
    shell.stream.resize({ cols: 40, rows: 10 });
    await shell.stream.terminate();
    const again = attach('lines');
    again.type('three\r');
    await again.sees('read:three\n');
    expect(again.attached).toEqual({ terminal: false, input: true, debug: false });
  });

  test('without input, what is typed is dropped', async () => {
    const shell = attach('silent');
    await shell.started();
    expect(shell.type('end\r')).toBe(true);
    expect(shell.attached).toEqual({ terminal: false, input: false, debug: false });
    await shell.stream.terminate();
    expect(shell.end).toMatchObject({ cause: 'detached' });
  });

  test('a container that ends its input with its first visitor is only watched', async () => {
    const shell = attach('once');
    await shell.started();
    shell.type('end\r');
    expect(shell.attached).toEqual({ terminal: true, input: false, debug: false });
    await shell.stream.terminate();
    const { containers } = await clusters.pod(localCaller(), {
      context: 'admin',
      namespace: 'team-a',
      pod: 'once',
    });
    expect(containers[0]?.state).toBe('running');
  });

  test('a paused session that leaves does not hold up the process', async () => {
    const shell = attach('other-terminal');
    await shell.started();
    shell.stream.pause();
    await shell.stream.terminate();
    const other = attach('other-terminal');
    other.type('still there\r');
    await other.sees('read:still there');
  });

  test('the end of the process is told with its exit code', async () => {
    const shell = attach(`ends-${protocol}`);
    shell.type('end\r');
    expect(await shell.ended()).toEqual({
      kind: 'exited',
      exitCode: 7,
      cause: 'process-exited',
      reason: 'Container "main" ended with exit code 7 (Error)',
    });
  });

  test('a caller without the right is refused, and told which', async () => {
    const shell = attach('terminal', {
      target: { context: 'alice', namespace: 'team-a', pod: 'terminal', container: 'main' },
    });
    expect(await shell.ended()).toEqual({
      kind: 'failed',
      failure: {
        code: 'forbidden',
        reason: expect.stringMatching(/permission to attach to a container in pod "terminal".*pods\/attach/),
      },
    });
  });
});

describe('before anything is opened', () => {
  let clusters: Clusters;
  beforeAll(async () => {
    ({ clusters } = clustersOf(cluster.kubeconfig));
    await vi.waitUntil(() => cluster.pod('team-a', 'ended')?.status?.phase === 'Succeeded');
  });
  afterAll(() => clusters.dispose());
  const resolve = (context: string, name: string, container?: string) =>
    clusters.resolveShellTarget(localCaller(), {
      context,
      namespace: 'team-a',
      pod: name,
      attach: true,
      ...(container === undefined ? {} : { container }),
    });

  test.each([
    ['alice', 'debian', undefined, 'forbidden'],
    ['admin', 'nope', undefined, 'pod-not-found'],
    ['admin', 'debian', 'nope', 'container-not-found'],
    ['admin', 'ended', undefined, 'container-not-running'],
    ['admin', 'multi', 'init', 'container-not-running'],
  ])('%s at %s, container %s: %s', async (context, name, container, code) => {
    await expect(resolve(context, name, container)).rejects.toMatchObject({ code });
  });

  test('the default container is chosen as for a shell', async () => {
    expect(await resolve('admin', 'multi')).toMatchObject({ container: 'web' });
  });

  test('the right is asked again while attached, and it is that of attaching', async () => {
    const target = { context: 'admin', namespace: 'team-a', pod: 'terminal', container: 'main' };
    const shell = new RecordedShell(clusters.shells, { target, attach: true });
    await shell.started();
    expect(shell.stream.review?.key).toContain('"attach"');
    expect(await shell.stream.review?.ask()).toEqual({ kind: 'allowed' });
    await shell.stream.terminate();
    expect(shell.stream.review).toBeUndefined();
  });
});
