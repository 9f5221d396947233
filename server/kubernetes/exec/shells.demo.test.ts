import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import type { PodObject } from '#demo-cluster/ports.ts';
import { seedPods } from '#demo-cluster/seed/pods.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { aliveIn } from '#demo-cluster/testing/container-processes.ts';
import { CHANNEL_V4, CHANNEL_V5 } from '#protocol/channels.ts';
import type { ShellStart } from '#server/terminal/ports.ts';
import type { Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';
import { printedPids } from '../testing/processes.ts';
import { RecordedShell } from '../testing/shell-recorder.ts';

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({
    createKubelet,
    pods: [...seedPods(), sleeper('bash-only'), sleeper('zsh-only')],
  });
});
afterAll(() => cluster.dispose());

/** A pod of an image of the same name. */
function sleeper(name: string): PodObject {
  const containers = [{ name, image: `localhost/${name}:1`, command: ['sleep', '1000000'] }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a' },
    spec: { containers },
    status: {},
  };
}

function hasProgram(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function target(pod: string, container = pod, context = 'admin') {
  return { context, namespace: 'team-a', pod, container };
}

describe.each([CHANNEL_V5, CHANNEL_V4])('shells over %s', (protocol) => {
  let clusters: Clusters;
  beforeAll(() => {
    clusters = clustersOf(cluster.kubeconfig, { execProtocols: [protocol] }).clusters;
  });
  afterAll(() => clusters.dispose());

  const shells: RecordedShell[] = [];
  afterEach(async () => {
    await Promise.all(shells.splice(0).map(({ stream }) => stream.terminate()));
  });
  function open(pod: string, start: Partial<ShellStart> = {}): RecordedShell {
    const shell = new RecordedShell(clusters.shells, { target: target(pod), ...start });
    shells.push(shell);
    return shell;
  }

  test('bash is preferred, earlier keys are kept, and the size is set before the first output', async () => {
    const shell = open('debian', { size: { cols: 91, rows: 33 } });
    shell.type('stty size; echo $((6*7)) $TERM $COLORTERM; ');
    shell.type('exit 3\r');
    expect(await shell.ended()).toEqual({
      kind: 'exited',
      exitCode: 3,
      cause: 'process-exited',
      reason: 'Process exited with code 3',
    });
    expect(shell.shell).toBe('bash');
    expect(shell.text).toContain('33 91\r\n42 xterm-256color truecolor\r\n');
    expect(shell.calls).toEqual(['started bash', 'output', 'end']);
    expect(shell.text).not.toContain('7331');
  });

  test('sh is used if there is no bash', async () => {
    const shell = open('busybox');
    shell.type('exit\r');
    expect(await shell.ended()).toEqual({
      kind: 'exited',
      exitCode: 0,
      cause: 'process-exited',
      reason: 'Process exited',
    });
    expect(shell.shell).toBe('sh');
  });

  test("the start script is not in the shell's history", async () => {
    const shell = open('debian');
    shell.type('history; exit\r');
    await shell.ended();
    expect(shell.text).not.toMatch(/nonce|command -v|7331/);
  });

  test('a resize reaches the process', async () => {
    const shell = open('debian');
    await shell.started();
    shell.stream.resize({ cols: 132, rows: 50 });
    shell.type('stty size\r');
    await shell.sees('50 132');
  });

  test('UTF-8 and binary data are not changed', async () => {
    const shell = open('debian');
    shell.type("printf 'é 日本語 🙂 \\377|'; exit\r");
    await shell.ended();
    expect(shell.bytes.includes(Buffer.from('é 日本語 🙂 \xff|', 'utf8').subarray(0, -3))).toBe(true);
    expect(shell.bytes.includes(Buffer.from([0x20, 0xff, 0x7c]))).toBe(true);
  });

  test('a command runs as it is given', async () => {
    const shell = open('debian', { command: ['printf', '[%s]', 'a b', '*', "'"] });
    expect(await shell.ended()).toMatchObject({ exitCode: 0 });
    expect([shell.shell, shell.text]).toEqual(['printf', "[a b][*][']"]);
  });

  test('a large paste arrives complete, with backpressure', async () => {
    const paste = randomBytes(1_500_000).toString('base64');
    const shell = open('debian', {
      command: ['sh', '-c', 'stty raw -echo; echo go; head -c 2000000 | sha256sum'],
    });
    await shell.sees('go');
    expect(shell.type(paste)).toBe(false);
    await shell.sees(createHash('sha256').update(paste).digest('hex'));
    expect(shell.drains).toBe(1);
  });

  test('a paused stream delivers nothing, and everything after resume', async () => {
    const shell = open('debian', { command: ['sh', '-c', 'echo up; read go; seq 1 200000'] });
    await shell.sees('up');
    shell.stream.pause();
    shell.type('\r');
    const before = shell.bytes.length;
    const probe = open('debian', { command: ['sh', '-c', 'echo probe'] });
    await probe.ended();
    expect(shell.bytes.length - before).toBeLessThan(1024);
    shell.stream.resume();
    await shell.ended();
    expect(shell.text).toContain('199999\r\n200000\r\n');
  });

  test('a stream that was paused before its process was up delivers nothing until resume', async () => {
    const shell = open('debian', { command: ['sh', '-c', 'read go; echo late; touch tmp/paused; read end'] });
    shell.stream.pause();
    shell.type('\r');
    // Ends once the process has printed; what the cluster sends of that goes the same way as its own output.
    const probe = open('debian', {
      command: ['sh', '-c', 'until [ -e tmp/paused ]; do sleep 0.01; done; rm tmp/paused; echo seen'],
    });
    await probe.sees('seen');
    expect(shell.shell).toBe('sh');
    expect(shell.text).not.toContain('late');
    shell.stream.resume();
    await shell.sees('late');
  });

  test('an image without a shell is reported, with a next step', async () => {
    const shell = open('distroless', { target: target('distroless', 'app') });
    const end = await shell.ended();
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'shell-not-found' } });
    const reason = end.kind === 'failed' ? end.failure.reason : '';
    expect(reason).toContain('(tried sh, bash, zsh, fish, ash, busybox, /bin/bash, /bin/sh,');
    expect(reason).toContain('add a debug container to the pod with kubectl debug.');
  });

  test.each([
    ['no-such-shell', /Shell "no-such-shell" not found/],
    ['/bin/no-such-shell', /Shell "\/bin\/no-such-shell" not found/],
  ])('only the requested shell %s is tried', async (wanted, reason) => {
    const shell = open('debian', { shell: wanted });
    const end = await shell.ended();
    expect(end).toMatchObject({
      kind: 'failed',
      failure: { code: 'shell-not-found', reason: expect.stringMatching(reason) },
    });
    expect(shell.calls).toEqual(['end']);
  });

  test.each([
    ['debian', 'no-such-command'],
    ['debian', '/bin/no-such-command'],
    ['distroless', '/no-such-command'],
  ])('in %s, the command %s is told from a missing shell', async (pod, program) => {
    const start = {
      command: [program, 'x'],
      ...(pod === 'distroless' ? { target: target(pod, 'app') } : {}),
    };
    const shell = open(pod, start);
    const reason = expect.stringContaining(`Command "${program}" not found in the image of container`);
    expect(await shell.ended()).toMatchObject({
      kind: 'failed',
      failure: { code: 'command-not-found', reason },
    });
    expect(shell.calls).toEqual(['end']);
  });

  test.each([
    ['bash-only', {}, 'bash', 'echo "[$BASH_VERSION]"', /\[\d/],
    ['zsh-only', {}, 'zsh', 'echo "[$ZSH_VERSION]"', /\[\d/],
    ['busybox', { shell: '/bin/busybox' }, 'busybox', 'echo "[$((6*7))]"', /\[42\]/],
  ])('%s with %j runs %s, and leaves nothing', async (pod, start, shell, line, output) => {
    if (!hasProgram(shell)) return;
    const one = open(pod, start);
    one.type(`trap "" HUP; echo pid=$$; ${line}\r`);
    await one.started();
    expect(one.shell).toBe(shell);
    await one.sees(/pid=\d/);
    await one.sees(output);
    const pids = printedPids(one.text);
    await one.stream.terminate();
    expect(pids).toHaveLength(1);
    await vi.waitUntil(() => !pids.some(aliveIn(cluster, 'team-a', pod)), { interval: 10 });
  });

  test.each([{ shell: '/etc/passwd' }, { command: ['/etc/passwd'] }])(
    '%j may not be executed, and did not start',
    async (start) => {
      const shell = open('debian', start);
      expect(await shell.ended()).toMatchObject({ failure: { code: 'command-not-executable' } });
      expect(shell.calls).toEqual(['end']);
    },
  );

  test("a refused exec has the contract's code", async () => {
    const shell = open('debian', { target: target('debian', 'debian', 'bob') });
    expect(await shell.ended()).toMatchObject({ kind: 'failed', failure: { code: 'forbidden' } });
    const missing = open('debian', { target: target('nope') });
    expect(await missing.ended()).toMatchObject({ kind: 'failed', failure: { code: 'pod-not-found' } });
    const nowhere = open('debian', { target: target('debian', 'debian', 'no-context') });
    expect(await nowhere.ended()).toMatchObject({ kind: 'failed', failure: { code: 'context-not-found' } });
  });
});
