import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PeerClient } from '#server/peers/https/peer-client.ts';
import { PeerKeys } from '#server/peers/https/peer-keys.ts';
import { PeerListener } from '#server/peers/https/peer-listener.ts';
import type { Fate, Peer, Replica } from '#server/peers/ports.ts';
import { FrameMemory } from '#server/sockjs/frame-memory.ts';
import { serveConnection } from '#server/terminal/connection-gate.ts';
import { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import { ADDRESS, ALICE, TerminalRoom } from '#server/terminal/testing/terminal-room.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { FrontEnd } from './front-end.ts';
import { OwnerEnd } from './owner-end.ts';
import { acceptRelay, RelayDialer } from './relay-stream.ts';

const WEB_1: Replica = { id: 'web-1-0123456789ab', name: 'web-1' };
const WEB_2: Replica = { id: 'web-2-ba9876543210', name: 'web-2' };
const SECRET = 's'.repeat(32);

let room: TerminalRoom;
let listener: PeerListener;
let client: PeerClient;
let front: FrontEnd;
let owner: OwnerEnd;
let fate: Fate;
const onChange = () => () => {};

beforeEach(async () => {
  room = new TerminalRoom();
  const clock = new FakeClock();
  const logger = new RecordingLogger();
  const memory = new FrameMemory();
  const soon = (callback: () => void) => process.nextTick(callback);
  const keys = new PeerKeys([SECRET]);
  owner = new OwnerEnd({
    peers: { fateOf: () => ({ kind: 'alive', peer: { ...WEB_1, url: '', draining: false } }), onChange },
    memory,
    soon,
    clock,
    logger,
    admit: () => (connection) =>
      serveConnection(
        connection,
        { caller: ALICE, address: ADDRESS },
        { registry: room.registry, clock: room.clock, bindTimeoutMs: 10_000 },
      ),
  });
  listener = new PeerListener({ host: '127.0.0.1', port: 0, keys, self: WEB_2, clock, logger });
  listener.onRelay = (...upgrade) => acceptRelay(...upgrade, (from, socket) => owner.accept(from, socket));
  await listener.listen();
  const peer: Peer = { ...WEB_2, url: `https://127.0.0.1:${listener.address.port}`, draining: false };
  fate = { kind: 'alive', peer };
  client = new PeerClient(WEB_1, keys);
  front = new FrontEnd({
    peers: { fateOf: () => fate, onChange },
    ownerOf: () => WEB_2,
    dial: (to, events) => new RelayDialer().dial(client.relayTo(to), events),
    memory,
    clock,
    soon,
    logger,
  });
});

afterEach(async () => {
  front.dispose();
  owner.dispose();
  client.dispose();
  await listener.dispose();
});

function connect(): FakeConnection {
  const connection = new FakeConnection();
  const opening = { presented: { headers: {}, peer: ADDRESS }, address: ADDRESS, requestId: 'r' };
  const elsewhere = new TerminalRoom();
  connection.listen(
    serveConnection(
      connection,
      { caller: ALICE, address: ADDRESS },
      { registry: elsewhere.registry, clock: elsewhere.clock, bindTimeoutMs: 10_000 },
      front.for(opening),
    ),
  );
  return connection;
}

async function open() {
  const sessionId = room.issue();
  const connection = connect();
  connection.receive({ Op: 'bind', SessionID: sessionId, Ack: true });
  await vi.waitFor(() => expect(room.backend.streams).toHaveLength(1));
  const { stream } = room.backend;
  stream.sink.onStarted('bash');
  await vi.waitFor(() => expect(connection.last('bound')).toBeDefined());
  return { sessionId, connection, stream };
}

const PATTERN = Array.from({ length: 8192 }, (_, index) => `${index}`.padStart(7)).join('\n');

test('a flood comes whole, with the browser pacing it, and a paste arrives whole', async () => {
  const { connection, stream } = await open();
  let written = 0;
  let shown = 0;
  while (shown < 100 * PATTERN.length) {
    if (!stream.paused && written < 100 * PATTERN.length) {
      stream.output(PATTERN);
      written += PATTERN.length;
    }
    room.clock.advance(20);
    await new Promise((resolve) => setImmediate(resolve));
    shown = connection.messages.reduce(
      (most, message) => (message.Op === 'stdout' ? message.Offset : most),
      0,
    );
    connection.receive({ Op: 'ack', Offset: shown });
  }
  expect(connection.output === PATTERN.repeat(100)).toBe(true);
  for (let count = 0; count < 48; ) {
    if (connection.readingPaused) await new Promise((resolve) => setImmediate(resolve));
    else {
      connection.receive({ Op: 'stdin', Data: PATTERN });
      count += 1;
    }
  }
  await vi.waitFor(() => expect(stream.input.length).toBe(48 * PATTERN.length));
  expect(stream.input === PATTERN.repeat(48)).toBe(true);
});

test('the largest message passes', async () => {
  const { connection, stream } = await open();
  const text = `${'\ud83d'.repeat(299_999)}x`;
  connection.receiveText(`{"Op":"stdin","Data":"${text}"}`);
  await vi.waitFor(() => expect(stream.input).toHaveLength(300_000));
});

test('an end comes with its code, and each end knows that it was delivered', async () => {
  const { sessionId, connection, stream } = await open();
  stream.exit(7);
  await vi.waitFor(() => expect(connection.closed).toEqual({ code: 1, reason: 'Process exited' }));
  expect(connection.last('exit')).toMatchObject({ Code: 7 });
  await vi.waitFor(() => expect(room.registry.find(sessionId, ALICE)).toBeUndefined());
});

test('a listener that closes is seen at once', async () => {
  const { connection, sessionId } = await open();
  fate = { kind: 'gone', replica: WEB_2 };
  await listener.dispose();
  await vi.waitFor(() => expect(connection.closed?.code).toBe(2));
  expect(room.session(sessionId).info().state).toBe('detached');
});

test('a peer that means another run is not let in', async () => {
  const { peer } = fate as Extract<Fate, { kind: 'alive' }>;
  const target = client.relayTo({ ...peer, id: 'web-2-000000000000' });
  await expect(new RelayDialer().dial(target, { onBytes() {}, onGone() {} })).rejects.toThrow();
});

describe('the answer to an upgrade', () => {
  /** Dials while the peer answers with these pieces, each in a packet of its own. */
  async function dial(...pieces: readonly string[]) {
    listener.onRelay = async (_from, _request, socket) => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const { peer } = fate as Extract<Fate, { kind: 'alive' }>;
    let bytes = '';
    const onBytes = (more: Buffer) => {
      bytes += more.toString('latin1');
    };
    const link = await new RelayDialer().dial(client.relayTo(peer), { onBytes, onGone() {} });
    return { link, bytes: () => bytes };
  }

  const ACCEPTED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n';

  test('may come in pieces, with the first frames behind it', async () => {
    for (const cut of [1, 20, ACCEPTED.length - 2, ACCEPTED.length]) {
      const text = `${ACCEPTED}first`;
      const { link, bytes } = await dial(text.slice(0, cut), text.slice(cut), 'second');
      await vi.waitFor(() => expect(bytes()).toBe('firstsecond'));
      link.terminate();
    }
  });

  test.each([
    ['of a replica that takes none', ['HTTP/1.1 503 No\r\n\r\n']],
    ['that never ends', ['x'.repeat(5_000)]],
    ['of something else', ['SSH-2.0-OpenSSH\r\n\r\n']],
  ])('%s is a failure', async (_what, pieces) => {
    await expect(dial(...pieces)).rejects.toThrow('The peer takes no relays');
  });
});
