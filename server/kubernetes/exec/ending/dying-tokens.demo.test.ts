/** Whatever happens to the credentials of a shell's user: no process is left in the pod. */

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { aliveIn } from '#demo-cluster/testing/container-processes.ts';
import type { Caller } from '#server/ports.ts';
import { serveConnection } from '#server/terminal/connection-gate.ts';
import { SessionRegistry } from '#server/terminal/registry.ts';
import { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import { LIMITS } from '#server/terminal/testing/terminal-room.ts';
import { playedSignIn } from '#server/testing/callers.ts';
import type { RecordingLogger } from '#server/testing/recording-logger.ts';
import { SkippingClock } from '#server/testing/skipping-clock.ts';
import type { Clusters } from '../../ports.ts';
import { clustersOf } from '../../testing/demo-fixture.ts';
import { printedPids } from '../../testing/processes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So long before the end of a token its shells end. */
const MARGIN_MS = 30_000;

/** Of the cluster, too: no machine is so busy that a token expires while a test still begins. */
let clock: SkippingClock;
let cluster: DemoCluster;
let clusters: Clusters;
let logger: RecordingLogger;
let registry: SessionRegistry;
beforeEach(async () => {
  clock = new SkippingClock();
  cluster = await startDemoCluster({ createKubelet, now: () => clock.now() });
  ({ clusters, logger } = clustersOf(cluster.kubeconfig, { limits: { killMs: 200 } }));
  registry = new SessionRegistry({
    backend: clusters.shells,
    limits: { ...LIMITS, recheckMs: 300 },
    clock,
    logger,
    newSessionId: randomUUID,
    random: Math.random,
  });
});
afterEach(async () => {
  await registry.dispose();
  await clusters.dispose();
  await cluster.dispose();
});

function connect(caller: Caller, sessionId: string): FakeConnection {
  const connection = new FakeConnection();
  const options = { registry, clock, bindTimeoutMs: 10_000 };
  connection.listen(serveConnection(connection, { caller, address: '' }, options));
  connection.receive({ Op: 'bind', SessionID: sessionId });
  return connection;
}

/** Opens a shell with a foreground and, in context admin, a background process. */
async function open(caller: Caller, context = 'admin') {
  const target = { context, namespace: 'team-a', pod: 'debian', container: 'debian' };
  const { sessionId } = registry.issue({
    shellId: randomUUID(),
    address: '',
    caller,
    target,
    shell: undefined,
    command: undefined,
  });
  const connection = connect(caller, sessionId);
  // Nobody but an exec could end a background process.
  const background = context === 'admin' ? 'sleep 1000 & echo pid=$!;' : '';
  const count = context === 'admin' ? 3 : 2;
  const line = `echo pid=$$; ${background} sh -c 'echo pid=$$; exec cat'\r`;
  connection.receive({ Op: 'stdin', Data: line });
  await vi.waitUntil(() => printedPids(connection.output).length === count);
  const pids = printedPids(connection.output);
  const living = () => pids.filter(aliveIn(cluster, 'team-a', 'debian'));
  expect(living()).toEqual(pids);
  return { sessionId, connection, living };
}

/** Signs alice in with a token of so many milliseconds. */
function signIn(life = HOUR) {
  const now = () => clock.now();
  const diesAt = now() + life;
  const token = cluster.issueToken('alice', life);
  return { token, diesAt, ...playedSignIn('alice', token, { diesAt, now }) };
}

/** The log says so when a process may have been left behind. */
function expectNoWarning(): void {
  expect(logger.of('warn')).toEqual([]);
}

test('a token that expires ends its shells before', async () => {
  const { caller, diesAt } = signIn();
  const { living, connection } = await open(caller);
  const toasts = () => connection.messages.flatMap((one) => (one.Op === 'toast' ? [one.Code] : []));
  await clock.skipTo(diesAt - 5 * MINUTE);
  await vi.waitUntil(() => toasts().length > 0);
  expect(living()).toHaveLength(3);
  await clock.skipTo(diesAt - MARGIN_MS);
  await vi.waitUntil(() => living().length === 0);
  await vi.waitUntil(() => connection.closed);
  expect(toasts()).toEqual(['token-expiring', 'token-expired']);
  expectNoWarning();
});

test('a shell that was resumed with a later token is ended with that one', async () => {
  const first = signIn();
  const { sessionId, living } = await open(first.caller);
  const second = connect(signIn(2 * HOUR).caller, sessionId);
  await vi.waitUntil(() => second.last('bound'));
  await clock.skipTo(first.diesAt);
  second.receive({ Op: 'stdin', Data: 'still here\r' });
  // Typed, and printed by the program in front.
  await vi.waitUntil(() => second.output.split('still here').length > 2);
  expect(living()).toHaveLength(3);
  second.receive({ Op: 'close' });
  await vi.waitUntil(() => living().length === 0);
  expectNoWarning();
});

test('a shell spans the lives of three tokens, and the newest ends it', async () => {
  const issue = () => cluster.issueToken('alice', 3_600_000);
  let newest = issue();
  const used: string[] = [];
  const token = async () => {
    used.push(newest);
    return newest;
  };
  const credential = { kind: 'token', key: 'renewed', token } as const;
  const caller: Caller = { ...signIn().caller, credential };
  const { connection, living, sessionId } = await open(caller);
  for (let life = 1; life <= 3; life += 1) {
    const old = newest;
    newest = issue();
    // Whether the user may still have the shell is asked all the time.
    await vi.waitUntil(() => used.at(-1) === newest);
    cluster.revokeToken(old);
  }
  const before = used.length;
  await vi.waitUntil(() => used.length > before + 1);
  expect(living()).toHaveLength(3);
  expect(connection.closed).toBeUndefined();
  await registry.find(sessionId, caller)?.end('closed-by-user');
  expect(living()).toEqual([]);
  expectNoWarning();
});

test('after a sign-out the last token ends the shell', async () => {
  const { caller, end } = signIn();
  const { connection, living, sessionId } = await open(caller);
  end();
  expect(connection.closed?.code).toBe(4401);
  expect(living()).toHaveLength(3);
  await registry.find(sessionId, caller)?.end('closed-by-user');
  expect(living()).toEqual([]);
  expectNoWarning();
});

describe.each([
  ['with the rights of Podshell', 'admin'],
  ['without any other credential', 'alice'],
])('a shell is ended %s', (_how, context) => {
  const takeRights = () =>
    cluster.changeBindings((bindings) => bindings.filter(({ subject }) => subject.name !== 'alice'));

  test('when its user loses the permission', async () => {
    const { connection, living } = await open(signIn().caller, context);
    takeRights();
    await vi.waitUntil(() => connection.closed);
    expect(connection.closed?.code).toBe(4403);
    expect(connection.closed?.reason).toContain('pods/exec');
    await vi.waitUntil(() => living().length === 0);
  });

  test('when the cluster no longer accepts its token', async () => {
    const { caller, token } = signIn();
    const { connection, living } = await open(caller, context);
    if (context === 'alice') takeRights();
    cluster.revokeToken(token);
    await vi.waitUntil(() => connection.closed);
    expect(connection.closed?.code).toBe(4401);
    await vi.waitUntil(() => living().length === 0);
  });
});

test('a cluster that cannot be reached has taken no permission', async () => {
  const { caller } = signIn();
  const { connection, sessionId } = await open(caller);
  const review = registry.find(sessionId, caller)?.review;
  await cluster.stopServing();
  expect(await review?.ask()).toEqual({ kind: 'unknown' });
  await vi.waitUntil(() => connection.closed);
  // The exec broke with the connection to the API server.
  expect(connection.closed?.code).toBe(2);
  await cluster.resumeServing();
});
