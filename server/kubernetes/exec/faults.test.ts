import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import type { PodObject } from '#demo-cluster/ports.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { aliveIn } from '#demo-cluster/testing/container-processes.ts';
import { CHANNEL_V4, CHANNEL_V5 } from '#protocol/channels.ts';
import { systemClock } from '#server/system-clock.ts';
import type { ShellStart } from '#server/terminal/ports.ts';
import { SkippingClock } from '#server/testing/skipping-clock.ts';
import { type ClusterLimits, DEFAULT_LIMITS } from '../limits.ts';
import type { ClusterObserver, Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';
import { printedPids } from '../testing/processes.ts';
import { readAnswer, readRecording } from '../testing/recordings.ts';
import { type ReplayServer, startReplayServer } from '../testing/replay-server.ts';
import { RecordedShell } from '../testing/shell-recorder.ts';

const WAIT = { interval: 10 };

describe('under an open shell', () => {
  let cluster: DemoCluster;
  let clusters: Clusters;
  beforeEach(async () => {
    cluster = await startDemoCluster({ createKubelet, pods: [victim()] });
    ({ clusters } = clustersOf(cluster.kubeconfig, { limits: { reapMs: 1_000 } }));
  });
  afterEach(async () => {
    await clusters.dispose();
    await cluster.dispose();
  });

  const isAlive = (pid: number) => aliveIn(cluster, 'team-a', 'victim')(pid);

  const victim = () => podOf('victim', 'docker.io/library/debian:13');

  function podOf(name: string, image: string): PodObject {
    const container = { name: 'c', image, command: ['sleep', '1000'] };
    const metadata = { name, namespace: 'team-a' };
    return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] }, status: {} };
  }

  async function openShell(
    start: Partial<ShellStart> = {},
  ): Promise<{ shell: RecordedShell; pids: number[] }> {
    const target = { context: 'admin', namespace: 'team-a', pod: 'victim', container: 'c' };
    const shell = new RecordedShell(clusters.shells, { target, ...start });
    shell.type("echo pid=$$; sh -c 'echo pid=$$; exec cat'\r");
    await vi.waitUntil(() => printedPids(shell.text).length === 2 || shell.end !== undefined, WAIT);
    return { shell, pids: printedPids(shell.text) };
  }

  test.each([0, 1])(
    'a deleted pod is reported as the cause, with a grace period of %d s',
    async (graceSeconds) => {
      const { shell } = await openShell();
      cluster.deletePod('team-a', 'victim', { graceSeconds });
      expect(await shell.ended()).toMatchObject({ kind: 'failed', failure: { code: 'pod-deleted' } });
    },
  );

  test('a process that does not read its input is not taken for a dead node', async () => {
    await clusters.dispose();
    const clock = new SkippingClock();
    let opened = 0;
    const observer: ClusterObserver = {
      onRequest: (verb) => () => {
        if (verb === 'exec') opened += 1;
      },
      onExecPong() {},
      onWatchRestart() {},
    };
    ({ clusters } = clustersOf(cluster.kubeconfig, { clock, observer, limits: { reapMs: 1_000 } }));
    const target = { context: 'admin', namespace: 'team-a', pod: 'victim', container: 'c' };
    const isAwaited = 'until [ -e tmp/read ]; do sleep 0.01; done';
    const command = ['sh', '-c', `stty raw -echo; echo go; ${isAwaited}; cat | head -c 600000 | wc -c`];
    const shell = new RecordedShell(clusters.shells, { target, command });
    await shell.sees('go');
    shell.type('x'.repeat(600_000));
    const { pingMs, pongMs } = DEFAULT_LIMITS;
    const probed = opened + 1;
    // No pong comes past the input that nobody reads, so the container is asked another way.
    await clock.skipTo(clock.now() + pingMs);
    await clock.skipTo(clock.now() + pongMs);
    await vi.waitUntil(() => opened >= probed, WAIT);
    await new RecordedShell(clusters.shells, { target, command: ['touch', 'tmp/read'] }).ended();
    await shell.sees('600000');
  });

  test('a node is asked whether it answers, but not where its silence would prove nothing', async () => {
    const target = { context: 'admin', namespace: 'team-a', pod: 'victim', container: 'c' };
    const command = ['sh', '-c', 'stty raw -echo; echo go; exec sleep 1000'];
    const shell = new RecordedShell(clusters.shells, { target, command });
    let answers = 0;
    const ask = () =>
      shell.stream.ping(() => {
        answers += 1;
      });
    ask();
    expect(answers).toBe(1);
    await shell.sees('go');
    ask();
    ask();
    expect(answers).toBe(1);
    await vi.waitUntil(() => answers === 3, WAIT);
    let shared = 0;
    const askOften = () => {
      shared += 1;
    };
    for (let count = 0; count < 10; count += 1) shell.stream.ping(askOften);
    await vi.waitUntil(() => shared === 1, WAIT);
    shell.stream.pause();
    ask();
    expect(answers).toBe(4);
    shell.stream.resume();
    shell.type('x'.repeat(600_000));
    ask();
    expect([answers, shared]).toEqual([5, 1]);
  });

  test('an API server that goes away breaks the stream, and the node ends the process', async () => {
    const { shell, pids } = await openShell();
    await cluster.stopServing();
    expect(await shell.ended()).toMatchObject({ kind: 'failed', failure: { code: 'stream-broken' } });
    await vi.waitUntil(() => !pids.some(isAlive), WAIT);
    await cluster.resumeServing();
  });

  test('with v5 the process ends when the API server is back', async () => {
    await clusters.dispose();
    ({ clusters } = clustersOf(cluster.kubeconfig, { execProtocols: [CHANNEL_V5] }));
    const { shell, pids } = await openShell();
    await cluster.stopServing();
    expect(await shell.ended()).toMatchObject({ kind: 'failed', failure: { code: 'stream-broken' } });
    expect(pids.map(isAlive)).toEqual([true, true]);
    await cluster.resumeServing();
    await vi.waitUntil(() => !pids.some(isAlive), WAIT);
  });

  test.each([CHANNEL_V5, CHANNEL_V4])(
    'a restart of the container runtime is a lost connection, and the process is ended, with %s',
    async (protocol) => {
      await clusters.dispose();
      ({ clusters } = clustersOf(cluster.kubeconfig, { execProtocols: [protocol] }));
      const { shell, pids } = await openShell();
      cluster.restartRuntime();
      expect(await shell.ended()).toMatchObject({ kind: 'failed', failure: { code: 'stream-broken' } });
      await vi.waitUntil(() => !pids.some(isAlive), WAIT);
    },
  );

  test('a process that has really ended with exit code 0 has exited', async () => {
    const { shell } = await openShell();
    shell.type('\u0004');
    shell.type('exit 0\r');
    expect(await shell.ended()).toMatchObject({ kind: 'exited', exitCode: 0, cause: 'process-exited' });
  });

  test('a busy shell that no second exec can reach ends by its own keys', async () => {
    // An image without sh, where the start leaves no mark.
    cluster.createPod(podOf('unmarked', 'docker.io/library/bash-only:5'));
    const target = { context: 'admin', namespace: 'team-a', pod: 'unmarked', container: 'c' };
    await vi.waitUntil(() => cluster.pod('team-a', 'unmarked')?.status?.phase === 'Running', WAIT);
    const shell = new RecordedShell(clusters.shells, { target });
    shell.type("echo pid=$$; (trap '' INT; echo pid=$BASHPID; exec sleep 1000)\r");
    await vi.waitUntil(() => printedPids(shell.text).length === 2, WAIT);
    await shell.stream.terminate();
    const isThere = aliveIn(cluster, 'team-a', 'unmarked');
    await vi.waitUntil(() => !printedPids(shell.text).some(isThere), WAIT);
  });

  test('a process that cannot be reached is ended later', async () => {
    const { shell, pids } = await openShell();
    const stopped = cluster.stopServing();
    await shell.stream.terminate();
    await stopped;
    expect(shell.end).toBeDefined();
    await cluster.resumeServing();
    await vi.waitUntil(() => !pids.some(isAlive), WAIT);
  });
});

describe('a peer that keeps TCP open and answers nothing', () => {
  let server: ReplayServer;
  let clusters: Clusters;
  afterEach(async () => {
    await clusters.dispose();
    await server.dispose();
  });

  function openFrozen(limits: Partial<ClusterLimits>): RecordedShell {
    const quick = { causeMs: 50, reapMs: 50, reapInBackgroundMs: 50, ...limits };
    ({ clusters } = clustersOf(server.kubeconfig, { limits: quick }));
    const target = { context: 'replay', namespace: 'team-a', pod: 'debian', container: 'debian' };
    return new RecordedShell(clusters.shells, { target });
  }

  test('is detected by a ping', async () => {
    server = await startReplayServer({
      exec: () => readRecording('faults/kubelet-killed-midsession.v4'),
      api: () => ({ status: 403, body: readAnswer('pods-list-alice-team-b').body }),
      marker: true,
      after: 'stay',
    });
    const shell = openFrozen({ pingMs: 50, pongMs: 50 });
    const end = await shell.ended();
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'stream-broken' } });
    expect(end.kind === 'failed' && end.failure.reason).toMatch(/stopped responding/);
    expect(server.execs[0]?.frames.some(({ op }) => op === 9)).toBe(true);
  });

  test('has not answered while the cause of its silence is looked for', async () => {
    const spec = { nodeName: 'node-7', containers: [{ name: 'debian' }] };
    server = await startReplayServer({
      exec: () => readRecording('faults/kubelet-killed-midsession.v4'),
      api: () => ({ status: 200, body: { metadata: { name: 'debian', uid: 'u1' }, spec, status: {} } }),
      marker: true,
      after: 'stay',
    });
    const shell = openFrozen({ pingMs: 50, pongMs: 50, causeMs: 300 });
    await vi.waitUntil(() => server.execs[0]?.frames.some(({ op }) => op === 9), WAIT);
    let answers = 0;
    await vi.waitUntil(() => {
      if (shell.end === undefined) shell.stream.ping(() => (answers += 1));
      return shell.end !== undefined;
    }, WAIT);
    expect(answers).toBe(0);
  });

  test('times out if it never answers the upgrade', async () => {
    server = await startReplayServer({
      exec: () => ({ name: 'silence', response: undefined, frames: [] }),
      after: 'stay',
      api: () => ({ status: 403, body: readAnswer('pods-list-alice-team-b').body }),
    });
    const end = await openFrozen({ handshakeMs: 50 }).ended();
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'cluster-unreachable' } });
    expect(end.kind === 'failed' && end.failure.reason).toMatch(/timed out/);
  });

  test('is named as the node if the API server answers otherwise', async () => {
    const spec = { nodeName: 'node-7', containers: [{ name: 'debian' }] };
    const body = { metadata: { name: 'debian', uid: 'u1' }, spec, status: {} };
    server = await startReplayServer({
      exec: () => ({ name: 'silence', response: undefined, frames: [] }),
      after: 'stay',
      api: () => ({ status: 200, body }),
    });
    const end = await openFrozen({ handshakeMs: 50, causeMs: 20_000 }).ended();
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'cluster-unreachable' } });
    expect(end.kind === 'failed' && end.failure.reason).toMatch(
      /^Node "node-7" of pod "debian" doesn't respond/,
    );
  });

  test('does not delay a server that stops', async () => {
    server = await startReplayServer({
      exec: () => ({ name: 'silence', response: undefined, frames: [] }),
      after: 'stay',
      api: () => ({ status: 403, body: readAnswer('pods-list-alice-team-b').body }),
    });
    const shell = openFrozen({});
    await vi.waitUntil(() => server.execs.length === 1, WAIT);
    await clusters.dispose();
    expect(shell.end).toBeDefined();
  });
});

describe('a busy cluster', () => {
  let server: ReplayServer;
  let clusters: Clusters;
  afterEach(async () => {
    await clusters.dispose();
    await server.dispose();
  });

  /** @param seconds for which the first two execs are postponed */
  async function openShell(seconds: number): Promise<RecordedShell> {
    server = await startReplayServer({
      exec: () => readRecording('kubelet-proxied/alice-ok.v5'),
      api: () => ({ status: 403, body: readAnswer('pods-list-alice-team-b').body }),
      marker: true,
      retryAfter: () => (server.execs.length <= 2 ? seconds : undefined),
    });
    const clock = {
      ...systemClock,
      after: (ms: number, callback: () => void) => systemClock.after(ms / 20, callback),
    };
    ({ clusters } = clustersOf(server.kubeconfig, {
      clock,
      limits: { handshakeMs: 600_000, causeMs: 50, reapMs: 50 },
    }));
    const target = { context: 'replay', namespace: 'team-a', pod: 'debian', container: 'debian' };
    return new RecordedShell(clusters.shells, { target });
  }

  test('gets the exec again after the time that it asks for', async () => {
    const shell = await openShell(2);
    await vi.waitUntil(() => shell.shell !== undefined || shell.end !== undefined, WAIT);
    expect(shell.shell).toBeDefined();
    expect(server.execs.length).toBeGreaterThanOrEqual(3);
  });

  test('that asks for longer than a user waits is the reason why there is no shell', async () => {
    const end = await (await openShell(11)).ended();
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'cluster-unreachable' } });
    expect(end.kind === 'failed' && end.failure.reason).toMatch(/busy/);
    expect(server.execs).toHaveLength(1);
  });

  test('does not delay a server that stops', async () => {
    const shell = await openShell(9);
    await vi.waitUntil(() => server.execs.length === 1, WAIT);
    await clusters.dispose();
    expect(shell.end).toBeDefined();
  });
});
