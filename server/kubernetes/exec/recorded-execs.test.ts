import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ShellEnd, ShellStart } from '#server/terminal/ports.ts';
import type { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { ClusterLimits } from '../limits.ts';
import type { Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';
import { execRecordings, printing, readAnswer, readRecording } from '../testing/recordings.ts';
import {
  type Answer,
  type ReplayOptions,
  type ReplayServer,
  startReplayServer,
} from '../testing/replay-server.ts';
import { RecordedShell } from '../testing/shell-recorder.ts';

const QUICK: Partial<ClusterLimits> = {
  startMs: 100,
  directStartMs: 100,
  causeMs: 100,
  reapMs: 50,
  reapInBackgroundMs: 50,
  killMs: 20,
};

let server: ReplayServer;
let clusters: Clusters;
let logger: RecordingLogger;
afterEach(async () => {
  await clusters.dispose();
  await server.dispose();
});

const pods = (readAnswer('pods-list').body as { items: { metadata: { name: string } }[] }).items;

/** The recorded pods. */
function recordedPod(_method: string, url: URL): Answer | undefined {
  const body = pods.find(({ metadata }) => url.pathname.endsWith(`/pods/${metadata.name}`));
  return body === undefined ? undefined : { status: 200, body };
}

async function replayShell(
  recording: string,
  {
    limits = QUICK,
    ...options
  }: Partial<ReplayOptions> & { start?: Partial<ShellStart>; limits?: Partial<ClusterLimits> } = {},
): Promise<RecordedShell> {
  server = await startReplayServer({
    exec: () => readRecording(recording),
    api: recordedPod,
    marker: true,
    ...options,
  });
  ({ clusters, logger } = clustersOf(server.kubeconfig, { limits }));
  const target = { context: 'replay', namespace: 'team-a', pod: 'debian', container: 'debian' };
  return new RecordedShell(clusters.shells, { target, ...options.start });
}

test('an exec that is refused with 401 is sent once more, with what the exec plugin returns now', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-renewed-'));
  const file = join(folder, 'runs');
  const script =
    `echo run >>${file}; echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1",` +
    `"status":{"token":"run-'$(wc -l <${file} | tr -d ' ')'"}}'`;
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args: ['-c', script] };
  const refused: (string | undefined)[] = [];
  server = await startReplayServer({
    exec: () => readRecording('kubelet-proxied/alice-ok.v4'),
    api: recordedPod,
    marker: true,
    refuses({ authorization }) {
      if (authorization !== 'Bearer run-1') return false;
      refused.push(authorization);
      return true;
    },
  });
  const kubeconfig = JSON.parse(server.kubeconfig);
  kubeconfig.users[0].user = { exec };
  ({ clusters } = clustersOf(JSON.stringify(kubeconfig), { limits: QUICK }));
  const target = { context: 'replay', namespace: 'team-a', pod: 'debian', container: 'debian' };
  const shell = new RecordedShell(clusters.shells, { target });
  expect((await shell.ended()).kind).toBe('exited');
  expect(refused).toEqual(['Bearer run-1']);
  // The third looks whether the process has really ended.
  const sent = server.execs.map(({ headers }) => headers.authorization);
  expect(sent).toEqual(['Bearer run-1', 'Bearer run-2', 'Bearer run-2']);
  await rm(folder, { recursive: true });
});

test('every exec of a shell names it to the audit log of the cluster', async () => {
  const shellId = '5d0c3b52-7f0e-4d8e-8a4e-0f6a6d5c1b77';
  const shell = await replayShell('kubelet-proxied/alice-ok.v4', { start: { shellId } });
  await shell.ended();
  await shell.stream.terminate();
  const ids = server.execs.map(({ headers }) => headers['audit-id']);
  // The first starts the shell; the second looks whether it has really ended.
  expect(ids).toEqual([shellId, shellId]);
});

function failureOf(end: ShellEnd): string {
  return end.kind === 'failed' ? end.failure.code : `exited ${end.exitCode}`;
}

const folders = ['kubelet-proxied', 'apiserver-translated'];
const everyWay = folders.flatMap((folder) => ['v4', 'v5'].map((version) => [folder, version] as const));

describe.each(everyWay)('%s, %s', (folder, version) => {
  test.each([
    ['forbidden-bob', 'forbidden'],
    ['forbidden-bob-nopod', 'forbidden'],
    ['forbidden-carol-get-only', 'forbidden'],
    ['forbidden-dave-create-only', 'forbidden'],
    ['no-token', 'forbidden'],
    ['wrong-token', 'cluster-unauthenticated'],
    ['container-not-found', 'container-not-found'],
    ['multi-no-container', 'bad-request'],
    ['pod-not-found', 'pod-not-found'],
    ['namespace-not-found', 'pod-not-found'],
    ['pod-pending', 'container-not-running'],
    ['crashloop', 'container-not-running'],
    ['init-completed', 'container-not-running'],
    ['missing-shell-distroless-sh', 'shell-not-found'],
    ['missing-abs-distroless-bin-sh', 'shell-not-found'],
    ['not-executable', 'command-not-executable'],
    ['tty-bash', 'exited 3'],
    ['tty-true', 'exited 0'],
    ['nontty-signal', 'exited 137'],
    ['shell-sighup', 'exited 129'],
  ])('%s is reported as %s', async (name, code) => {
    const shell = await replayShell(`${folder}/${name}.${version}`, { marker: code.startsWith('exited') });
    const end = await shell.ended();
    expect(failureOf(end)).toBe(code);
    expect(JSON.stringify(end)).not.toContain('secret-token');
  });
});

test.each(folders.concat('faults').flatMap(execRecordings))('%s ends exactly once', async (name) => {
  const shell = await replayShell(name);
  await shell.ended();
  await shell.stream.terminate();
  expect(shell.calls.filter((call) => call === 'end')).toHaveLength(1);
  expect(shell.calls.at(-1)).toBe('end');
});

test('a role without create gets an error that names the missing verb', async () => {
  const end = await (await replayShell('kubelet-proxied/forbidden-carol-get-only.v5')).ended();
  expect(end.kind === 'failed' && end.failure.reason).toMatch(/You need create on pods\/exec/);
});

test('an unreachable kubelet is reported as an error of the node', async () => {
  const end = await (await replayShell('faults/kubelet-down.v5')).ended();
  expect(failureOf(end)).toBe('cluster-unreachable');
  expect(end.kind === 'failed' && end.failure.reason).toMatch(
    /API server can't reach the node of pod "debian"/,
  );
});

describe('the cause of exit code 137', () => {
  const changed = (change: (pod: never) => unknown) => {
    let asked = 0;
    return (method: string, url: URL): Answer | undefined => {
      const answer = recordedPod(method, url);
      asked += 1;
      // The first read is the one before the start.
      if (asked === 1 || answer === undefined) return answer;
      const body = change(structuredClone(answer.body) as never);
      return body === undefined ? { status: 404, body: readAnswer('pods-list').body } : { status: 200, body };
    };
  };
  interface Pod {
    metadata: { uid: string; deletionTimestamp?: string };
    status: {
      containerStatuses: { restartCount: number; containerID: string; state: object; lastState: object }[];
    };
  }
  const container = (change: object) => (pod: Pod) => {
    Object.assign(pod.status.containerStatuses[0] ?? {}, change);
    return pod;
  };
  const terminated = { terminated: { exitCode: 137, reason: 'OOMKilled' } };

  test.each([
    ['nothing has happened to the pod', (pod: Pod) => pod, 'exited 137', /code 137 \(SIGKILL\)/],
    ['the pod is gone', () => undefined, 'pod-deleted', /was deleted/],
    [
      'the pod is being deleted',
      (pod: Pod) => ({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: 'now' } }),
      'pod-deleted',
      /was being deleted/,
    ],
    [
      'another pod has its name',
      (pod: Pod) => ({ ...pod, metadata: { ...pod.metadata, uid: 'other' } }),
      'pod-deleted',
      /replaced/,
    ],
    ['the container ran out of memory', container({ state: terminated }), 'container-restarted', /OOMKilled/],
    [
      'the container runs again',
      container({ restartCount: 1, containerID: 'containerd://other', lastState: terminated }),
      'container-restarted',
      /OOMKilled/,
    ],
  ])('%s', async (_name, change, code, reason) => {
    const shell = await replayShell('kubelet-proxied/shell-killed.v5', { api: changed(change as never) });
    const end = await shell.ended();
    expect(failureOf(end)).toBe(code);
    expect(end.kind === 'failed' ? end.failure.reason : end.reason).toMatch(reason);
  });

  test.each([
    [
      'has grown',
      3,
      'oom_kill 4\n',
      'out-of-memory',
      /"debian" probably ran out of memory.* memory limit\.$/,
    ],
    ['is the same', 3, 'oom_kill 3\n', 'exited 137', /code 137 \(SIGKILL\)/],
    ['was not known at the start', undefined, 'oom_kill 4\n', 'exited 137', /code 137 \(SIGKILL\)/],
    ['can no longer be read', 3, 'oom_kill \n', 'exited 137', /code 137 \(SIGKILL\)/],
  ])('the count of OOM kills %s', async (_name, oomKills, printed, code, reason) => {
    const shell = await replayShell('', {
      oomKills,
      exec: ({ searchParams }) =>
        searchParams.get('tty') === 'true'
          ? readRecording('kubelet-proxied/shell-killed.v4')
          : printing(printed),
    });
    const end = await shell.ended();
    expect(failureOf(end)).toBe(code);
    expect(end.kind === 'failed' ? end.failure.reason : end.reason).toMatch(reason);
  });

  test.each(['kubelet-killed-midsession', 'apiserver-killed-midsession'])(
    '%s is a broken stream',
    async (name) => {
      const shell = await replayShell(`faults/${name}.v5`);
      expect(failureOf(await shell.ended())).toBe('stream-broken');
      expect(shell.calls).toEqual(['started bash', 'output', 'end']);
    },
  );

  test('a stream that broke because its pod was deleted reports it', async () => {
    const shell = await replayShell('faults/kubelet-killed-midsession.v4', { api: changed(() => undefined) });
    expect(failureOf(await shell.ended())).toBe('pod-deleted');
  });
});

describe('a shell of another user in a container without CAP_KILL', () => {
  /** Ends a shell whose scripts print these texts, in order. Gives the bytes typed, and whether a close frame was sent. */
  async function terminate(...printed: string[]): Promise<{ typed: string; wasCut: boolean }> {
    const shell = await replayShell('', {
      after: 'stay',
      exec: ({ searchParams }) =>
        searchParams.get('tty') === 'true'
          ? readRecording('faults/kubelet-killed-midsession.v4')
          : printing(printed.shift() ?? 'too many\n'),
    });
    await shell.started();
    await shell.stream.terminate();
    expect(printed).toEqual([]);
    const frames = server.execs[0]?.frames ?? [];
    const stdin = frames.map(({ payload }) => payload.toString('latin1')).filter((text) => text[0] === '\0');
    return {
      typed: stdin.map((text) => text.slice(1)).join(''),
      wasCut: frames.every(({ op }) => op !== 8),
    };
  }

  const lefts = () => logger.of('warn').map(({ fields }) => fields);

  test('is ended by its keys and by the node', async () => {
    const { typed, wasCut } = await terminate('found 1 4242 4242:1\n', 'found 1 0\n', 'found 0 0\n');
    expect(typed.startsWith('\u0003\u0004')).toBe(true);
    expect(wasCut).toBe(true);
    expect(lefts()).toEqual([]);
  });

  test('is logged with the number of its processes, if some are left', async () => {
    await terminate('found 2 4243 4242:1 4243:2\n', 'found 2 0\n', 'found 1 0\n');
    expect(lefts()).toEqual([
      {
        context: 'replay',
        namespace: 'team-a',
        pod: 'debian',
        container: 'debian',
        processes: 1,
        shellId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
  });
});

test('the size is the first frame sent, always integers in range', async () => {
  const shell = await replayShell('faults/kubelet-killed-midsession.v4', {
    after: 'stay',
    start: { size: { cols: 70_000, rows: Number.NaN } },
  });
  await shell.started();
  shell.stream.resize({ cols: 80.9, rows: -3 });
  shell.type('x');
  shell.type('y'.repeat(200_000));
  const frames = () => server.execs[0]?.frames ?? [];
  await expect.poll(() => frames().length).toBe(7);
  expect(frames().map(({ op, fin }) => [op, fin])).toEqual(frames().map(() => [2, true]));
  expect(frames()[0]?.payload.toString()).toBe('\u0004{"Width":65535,"Height":1}');
  expect(frames()[1]?.payload.toString()).toBe('\u0004{"Width":80,"Height":1}');
  expect(
    Buffer.concat(
      frames()
        .slice(2)
        .map(({ payload }) => payload.subarray(1)),
    ).length,
  ).toBe(200_001);
});

test('a size that changes while the process starts is sent once more when it is up', async () => {
  const { promise: startsAfter, resolve: start } = Promise.withResolvers<void>();
  const shell = await replayShell('faults/kubelet-killed-midsession.v4', {
    after: 'stay',
    startsAfter,
    limits: { ...QUICK, startMs: 10_000 },
    start: { size: { cols: 80, rows: 24 } },
  });
  const sent = () => (server.execs[0]?.frames ?? []).map(({ payload }) => payload.toString());
  const [before, now] = ['\u0004{"Width":80,"Height":24}', '\u0004{"Width":120,"Height":40}'];
  await expect.poll(sent).toEqual([before]);
  shell.stream.resize({ cols: 120, rows: 40 });
  await expect.poll(sent).toEqual([before, now]);
  start();
  await shell.started();
  await expect.poll(sent).toEqual([before, now, now]);
});

test.each([
  [0, 'gets its keys and no signal, since another process may have its pid by then', false],
  [1, 'is signalled by a second exec', true],
])('a process with the start time %d %s', async (startedAt, _how, isSignalled) => {
  const shell = await replayShell('faults/kubelet-killed-midsession.v4', { after: 'stay', startedAt });
  await shell.started();
  await shell.stream.terminate();
  expect(server.execs.length > 1).toBe(isSignalled);
});

const EMPTY_MESSAGE = '2 ';

function offered(): (string | undefined)[] {
  return server.execs.map(({ headers }) => headers['sec-websocket-protocol']);
}

test('v4 is offered, and alone: of both, a cluster would choose v5', async () => {
  await (await replayShell('kubelet-proxied/tty-bash.v4')).ended();
  expect(offered()).toEqual(['v4.channel.k8s.io']);
});

test.each([
  ['refuses it', false],
  ['upgrades without it', true],
])('v5 is offered to a server that knows no v4 and %s', async (_how, upgradesAnyway) => {
  const shell = await replayShell('kubelet-proxied/tty-bash.v5', { upgradesAnyway });
  expect(failureOf(await shell.ended())).toBe('exited 3');
  expect(offered()).toEqual(['v4.channel.k8s.io', 'v5.channel.k8s.io']);
});

test.each([
  ['v4', [EMPTY_MESSAGE]],
  ['v5', []],
])(
  'a ping over %s is followed by %j, since a v4 node does not count pings as life',
  async (version, extra) => {
    const limits = { ...QUICK, pingMs: 20, pongMs: 600_000 };
    const shell = await replayShell(`faults/kubelet-killed-midsession.${version}`, { after: 'stay', limits });
    await shell.started();
    const frames = () => (server.execs.at(-1)?.frames ?? []).map(({ op, payload }) => `${op} ${payload}`);
    await expect.poll(frames).toContain('9 ');
    shell.type('x');
    await expect.poll(frames).toContain('2 \0x');
    const sent = frames();
    expect(sent.slice(sent.indexOf('9 ') + 1)).toEqual([...extra, '2 \0x']);
  },
);

test('the upgrade asks for no compression, and has the token in a header only', async () => {
  await (await replayShell('kubelet-proxied/tty-bash.v4')).ended();
  const [exec] = server.execs;
  expect(exec?.headers['sec-websocket-extensions']).toBeUndefined();
  expect(exec?.headers.authorization).toBe('Bearer secret-token-0001');
  expect(exec?.url.href).not.toContain('secret');
  expect(Object.fromEntries(exec?.url.searchParams ?? [])).toMatchObject({
    stdin: 'true',
    stdout: 'true',
    tty: 'true',
  });
  expect(exec?.url.searchParams.has('stderr')).toBe(false);
});
