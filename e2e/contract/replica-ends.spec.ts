/** How shells fare when replicas die or are stopped. */

import { test as base, expect } from './support/fixtures.ts';
import { Replicas, replicaIn } from './support/replicas.ts';
import type { TerminalClient } from './support/terminal-client.ts';

const DRAIN_SECONDS = 4;

/** Each test takes one of them away. */
const test = base.extend<object, { readonly replicas: Replicas }>({
  replicas: [
    async ({ cluster, stateDirectory }, use) => {
      const replicas = await Replicas.start({
        KUBECONFIG: cluster.kubeconfig,
        PODSHELL_STATE_DIR: stateDirectory,
        PODSHELL_DRAIN_SECONDS: String(DRAIN_SECONDS),
      });
      await use(replicas);
      await replicas.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

interface Shell {
  readonly sessionId: string;
  readonly terminal: TerminalClient;
}

/** Shells of one replica, each connected through another one in turn. */
async function shellsOfOne(replicas: Replicas, count: number): Promise<readonly Shell[]> {
  const shells: Shell[] = [];
  const first = await replicas.api.issue('/api/pods/team-a/debian/shell', {});
  const owner = replicaIn(first);
  const ids = [first];
  while (ids.length < count) {
    const id = await replicas.api.issue('/api/pods/team-a/debian/shell', {});
    if (replicaIn(id) === owner) ids.push(id);
  }
  for (const sessionId of ids) shells.push({ sessionId, terminal: await replicas.bind(sessionId, {}) });
  return shells;
}

/** The close frame; undefined for a line that broke without one, or was told to come back. */
async function closeOf(terminal: TerminalClient) {
  await terminal.line.closed();
  const frame = await terminal.closeFrame(100).catch(() => undefined);
  return frame?.code === 1001 ? undefined : frame;
}

/** Binds through the load balancer until some replica takes the connection. */
async function comeBack(replicas: Replicas, sessionId: string): Promise<TerminalClient> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const terminal = await replicas.bind(sessionId, {}).catch(() => undefined);
    if (terminal === undefined) continue;
    await Promise.race([terminal.message('bound'), terminal.line.closed()]).catch(() => undefined);
    return terminal;
  }
  throw new Error('No replica answers');
}

/** The close frame and the last toast of the line, or of one after it: a page comes back until it is told. */
async function toldAtLast(replicas: Replicas, { sessionId, terminal }: Shell) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const line = attempt === 0 ? terminal : await comeBack(replicas, sessionId);
    const frame = await closeOf(line);
    if (frame !== undefined) return { frame, toast: line.messages.findLast(({ Op }) => Op === 'toast') };
  }
  throw new Error(`Nobody tells the end of ${sessionId}`);
}

test('a replica is stopped: its shells go on through the others, and at last are told why they end', async ({
  replicas,
}) => {
  const shells = await shellsOfOne(replicas, 4);
  const [first] = shells;
  if (first === undefined) throw new Error('No shell');
  const owner = replicas.ownerOf(first.sessionId);
  for (const { terminal } of shells) await terminal.run('kept=yes');
  owner.signal('SIGTERM');
  for (const { terminal } of shells) {
    expect(await terminal.message('toast')).toMatchObject({
      Code: 'draining',
      Data: expect.stringContaining(`${DRAIN_SECONDS} s`),
    });
  }
  // As a load balancer does that has been told not to use the replica any more.
  first.terminal.line.cut();
  const again = await replicas.bind(first.sessionId, { Offset: first.terminal.offset });
  expect(await again.run('echo "$kept"')).toBe('yes');
  for (let count = 0; count < 4; count += 1) {
    const id = await replicas.api.issue('/api/pods/team-a/debian/shell', {});
    expect(replicas.ownerOf(id)).not.toBe(owner);
  }
  for (const terminal of [again, ...shells.slice(1).map((shell) => shell.terminal)]) {
    await terminal.line.closed();
    expect(terminal.messages.findLast(({ Op }) => Op === 'toast')).toMatchObject({ Code: 'drain-over' });
    expect(await terminal.closeFrame()).toMatchObject({ code: 1 });
  }
  expect(await owner.exited()).toBe(0);
});

test('a replica is killed: each of its shells is told within 5 s which one has died', async ({
  replicas,
}) => {
  const shells = await shellsOfOne(replicas, 4);
  const [idle, flooded, left] = shells;
  if (idle === undefined || flooded === undefined || left === undefined) throw new Error('Too few shells');
  const owner = replicas.ownerOf(idle.sessionId);
  const name = replicaIn(idle.sessionId).replace(/-[^-]+$/, '');
  for (const { terminal } of shells) await terminal.run('true');
  flooded.terminal.type('yes\n');
  left.terminal.line.cut();
  owner.signal('SIGKILL');
  const killedAt = Date.now();
  const end = { code: 2, reason: expect.stringContaining(`replica ${name},`) };
  const connected = shells.filter((shell) => shell !== left);
  const ends = await Promise.all(
    connected.map(async (shell) => {
      // One that was connected to the replica itself, or whose line led there, has to come back.
      const told = await toldAtLast(replicas, shell);
      return { told, ms: Date.now() - killedAt };
    }),
  );
  for (const { told, ms } of ends) {
    expect(told.frame).toMatchObject(end);
    expect(ms).toBeLessThan(5_000);
  }
  const { frame, toast } = await toldAtLast(replicas, left);
  expect(toast).toMatchObject({ Level: 'error', Code: 'replica-gone' });
  expect(frame).toMatchObject(end);
  const { items } = (await replicas.api.get('/api/sessions')).json() as { items: { sessionId: string }[] };
  const gone = items.filter(({ sessionId }) => replicas.ownerOf(sessionId) === owner);
  expect(gone).toEqual([]);
});
