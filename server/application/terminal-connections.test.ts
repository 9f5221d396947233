import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BindMessage } from '#protocol/messages.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { ViewBindMessage } from '#protocol/viewing-messages.ts';
import type { AuditEvent } from '../audit/events.ts';
import { PeerClient } from '../peers/https/peer-client.ts';
import { PeerKeys } from '../peers/https/peer-keys.ts';
import { PeerListener } from '../peers/https/peer-listener.ts';
import type { JoinedPeers } from '../peers/joining/join-peers.ts';
import { OwnedIds } from '../peers/owned-ids.ts';
import type { Fate, Replica } from '../peers/ports.ts';
import { FakeConnection } from '../terminal/testing/fake-connection.ts';
import { ADDRESS, ALICE, BOB, TerminalRoom } from '../terminal/testing/terminal-room.ts';
import { WatchedRoom } from '../terminal/testing/watched-room.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { RecordingLogger } from '../testing/recording-logger.ts';
import { createTerminalConnections, type TerminalConnections } from './terminal-connections.ts';

const SECRETS = ['s'.repeat(32)];
/** Set by each listener before anybody asks. */
const FATES = new Map<string, Fate>();

interface Side {
  readonly self: Replica;
  readonly room: WatchedRoom;
  readonly connections: TerminalConnections;
  /** Lines of its audit log. */
  readonly records: readonly AuditEvent[];
  stop(): Promise<void>;
}

/** A replica with real connections to others, and everything else on fakes. */
async function start(name: string, nonce: string): Promise<Side> {
  const self = { id: `${name}-${nonce}`, name };
  const keys = new PeerKeys(SECRETS);
  const clock = new FakeClock();
  const logger = new RecordingLogger();
  const ids = new OwnedIds({ kind: 'session', secrets: SECRETS, self });
  const viewIds = new OwnedIds({ kind: 'view', secrets: SECRETS, self });
  const listener = new PeerListener({ host: '127.0.0.1', port: 0, keys, self, clock, logger });
  await listener.listen();
  const url = `https://127.0.0.1:${listener.address.port}`;
  FATES.set(self.id, { kind: 'alive', peer: { ...self, url, draining: false } });
  const client = new PeerClient(self, keys);
  const peers = {
    fateOf: (id: string): Fate =>
      id === self.id ? { kind: 'self' } : (FATES.get(id) ?? { kind: 'gone', replica: { id, name } }),
    onChange: () => () => {},
  };
  const room = new WatchedRoom({}, { newSessionId: () => ids.mint() }, () => viewIds.mint());
  const records: AuditEvent[] = [];
  const connections = await createTerminalConnections({
    registry: room.registry,
    views: room.views,
    clock: room.clock,
    bindTimeoutMs: 10_000,
    audit: { record: (event) => records.push(event), written: async () => {} },
    gate: {
      authenticate({ headers }) {
        if (headers.cookie?.[0] === 'user=alice') return { caller: ALICE };
        if (headers.cookie?.[0] === 'user=bob') return { caller: BOB };
        throw new PodshellError('unauthenticated', 'You are not signed in.');
      },
    },
    replicas: {
      joined: { peers, listener, client, sessionIds: ids, viewIds } as unknown as JoinedPeers,
    },
    logger,
  });
  return {
    self,
    room,
    connections,
    records,
    async stop() {
      FATES.delete(self.id);
      connections.dispose();
      client.dispose();
      await listener.dispose();
    },
  };
}

let here: Side;
let there: Side;

beforeEach(async () => {
  here = await start('web-1', '0123456789ab');
  there = await start('web-2', 'ba9876543210');
});

afterEach(async () => {
  await here.stop();
  await there.stop();
});

/** A browser connects to a replica and binds a session. */
function bind(side: Side, SessionID: string, user?: User): FakeConnection {
  return send(side, { Op: 'bind', SessionID }, user);
}

type User = 'alice' | 'bob' | 'nobody';

/** A browser connects to a replica and sends its first message. */
function send(side: Side, bind: BindMessage | ViewBindMessage, user: User = 'alice'): FakeConnection {
  const connection = new FakeConnection();
  const presented = { headers: { cookie: [`user=${user}`] }, peer: ADDRESS };
  const caller = user === 'bob' ? BOB : ALICE;
  const sender = { caller, address: ADDRESS, requestId: 'request-7', presented };
  connection.listen(side.connections.serve(connection, sender));
  expect(sender.presented).toBeUndefined();
  connection.receive(bind);
  return connection;
}

test('a shell of another replica works as one that is here, for its user alone', async () => {
  const sessionId = there.room.issue(ALICE);
  const connection = bind(here, sessionId);
  await vi.waitFor(() => expect(there.room.backend.streams).toHaveLength(1));
  const { stream } = there.room.backend;
  stream.sink.onStarted('bash');
  stream.output('$ ');
  connection.receive({ Op: 'stdin', Data: 'ls\r' });
  await vi.waitFor(() => expect(connection.output).toBe('$ '));
  await vi.waitFor(() => expect(stream.input).toBe('ls\r'));
  const strangers = [bind(here, sessionId, 'bob'), bind(here, sessionId, 'nobody')];
  await vi.waitFor(() => expect(strangers.map(({ closed }) => closed?.code)).toEqual([4404, 4401]));
  expect(connection.closed).toBeUndefined();
  // Audit lines have the request that the user has sent, though another replica took it.
  const sender = { caller: BOB, address: ADDRESS, requestId: 'request-7' };
  expect(there.records).toEqual([{ event: 'shell-refused', sender, code: 'session-not-found' }]);
  expect(here.records).toEqual([]);
});

test('a shell of another replica is watched and typed into by whoever may, and by nobody who is not signed in', async () => {
  const sessionId = there.room.issue(ALICE);
  const owner = bind(here, sessionId);
  await vi.waitFor(() => expect(there.room.backend.streams).toHaveLength(1));
  const { stream } = there.room.backend;
  stream.sink.onStarted('bash');
  stream.output('$ ');
  const viewId = there.room.share(sessionId);
  const watch = (side: Side, user: User) => send(side, { Op: 'bind', ViewID: viewId, Ack: true }, user);
  const watchers = [watch(here, 'bob'), watch(there, 'bob')];
  await vi.waitFor(() => expect(watchers.map(({ output }) => output)).toEqual(['$ ', '$ ']));
  await vi.waitFor(() => expect(owner.last('viewers')?.Names).toEqual(['Bob', 'Bob']));
  for (const watcher of watchers) {
    const You = watcher.last('viewers')?.You ?? '';
    watcher.receive({ Op: 'keyboard', Agree: true });
    owner.receive({ Op: 'keyboard', Watcher: You, Agree: true });
    const has = expect.objectContaining({ ID: You, Keyboard: 'has' });
    await vi.waitFor(() => expect(watcher.last('viewers')?.Watchers).toContainEqual(has));
    watcher.receive({ Op: 'stdin', Data: 'b' });
    await vi.waitFor(() => expect(stream.input.endsWith('b')).toBe(true));
    owner.receive({ Op: 'stdin', Data: 'a' });
    await vi.waitFor(() => expect(stream.input.endsWith('ba')).toBe(true));
    watcher.receive({ Op: 'stdin', Data: 'too late' });
  }
  there.room.verdicts.set('bob', { kind: 'refused', failure: { code: 'forbidden', reason: 'No.' } });
  const strangers = [watch(here, 'bob'), watch(here, 'nobody')];
  await vi.waitFor(() => expect(strangers.map(({ closed }) => closed?.code)).toEqual([4403, 4401]));
  there.room.views.end(ALICE, sessionId, viewId);
  await vi.waitFor(() => expect(watchers.map(({ closed }) => closed?.code)).toEqual([4403, 4403]));
  expect(stream.input).toBe('baba');
});

test('a stop waits until relayed browsers have left, and cuts them then', async () => {
  const connection = bind(here, there.room.issue());
  await vi.waitFor(() => expect(there.room.backend.streams).toHaveLength(1));
  const idle = there.connections.whenIdle(60_000);
  connection.drop();
  await idle;
  const other = bind(here, there.room.issue());
  await vi.waitFor(() => expect(there.room.backend.streams).toHaveLength(2));
  FATES.set(there.self.id, { kind: 'gone', replica: there.self });
  there.connections.dispose();
  await vi.waitFor(() => expect(other.closed?.code).toBe(2));
  expect(other.last('toast')).toMatchObject({ Code: 'replica-gone' });
});

test('a single process relays nothing', async () => {
  const room = new TerminalRoom();
  const connections = await createTerminalConnections({
    registry: room.registry,
    views: { find: () => undefined },
    clock: room.clock,
    bindTimeoutMs: 10_000,
    audit: { record() {}, written: async () => {} },
    gate: { authenticate: () => ({ caller: ALICE }) },
    replicas: { joined: undefined },
    logger: new RecordingLogger(),
  });
  expect(connections.relays).toBe(false);
  await connections.whenIdle(60_000);
  connections.dispose();
});
