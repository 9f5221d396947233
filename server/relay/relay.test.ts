import { beforeEach, describe, expect, test } from 'vitest';
import { ALICE, BOB, signedIn } from '#server/terminal/testing/terminal-room.ts';
import { WINDOW_BYTES } from './channel-flow.ts';
import { type FakeReplica, FakeReplicas } from './testing/fake-replicas.ts';

let world: FakeReplicas;
let front: FakeReplica;
let owner: FakeReplica;

beforeEach(async () => {
  world = new FakeReplicas();
  front = world.start('web-1');
  owner = world.start('web-2');
  await world.pass(0);
});

/** A session of the owner whose browser is connected to the front. */
async function open(fields = {}) {
  const sessionId = owner.issue();
  const connection = front.bind(sessionId, fields);
  await world.pass(0);
  const { stream } = owner.backend;
  stream.sink.onStarted('bash');
  await world.pass(0);
  return { sessionId, connection, stream };
}

describe('a session of another replica', () => {
  test('is bound, prints, is typed into, resized and ended, as one of this replica', async () => {
    const { sessionId, connection, stream } = await open({ Cols: 100, Rows: 30 });
    expect(connection.last('bound')).toMatchObject({ SessionID: sessionId, Resumed: false, Shell: 'bash' });
    expect(front.backend.streams).toHaveLength(0);
    stream.output('$ ');
    stream.output('héllo \u200d "\\\x1b[0m\r\n');
    connection.receive({ Op: 'stdin', Data: 'ls ü\r' });
    connection.receive({ Op: 'resize', Cols: 120, Rows: 40 });
    await world.pass(0);
    expect(connection.output).toBe('$ héllo \u200d "\\\x1b[0m\r\n');
    expect(stream.input).toBe('ls ü\r');
    expect(stream.sizes).toEqual([{ cols: 120, rows: 40 }]);
    stream.exit(3);
    await world.pass(0);
    expect(connection.last('exit')).toMatchObject({ Code: 3 });
    expect(connection.closed).toEqual({ code: 1, reason: 'Process exited' });
    expect(owner.registry.size).toBe(0);
    expect([front.front.size, owner.owner.size]).toEqual([0, 0]);
  });

  test('gets what was typed before the bind was answered, in order', async () => {
    const connection = front.bind(owner.issue());
    connection.receive({ Op: 'stdin', Data: 'first ' });
    connection.receive({ Op: 'stdin', Data: 'second' });
    await world.pass(0);
    expect(owner.backend.stream.input).toBe('first second');
  });

  test('gets characters that no UTF-8 has', async () => {
    const { connection, stream } = await open();
    connection.receiveText('{"Op":"stdin","Data":"\ud83d"}');
    connection.receiveText('{"Op":"stdin","Data":"\ude42"}');
    await world.pass(0);
    expect(stream.input).toBe('🙂');
  });

  test.each([
    ['of another user is 4404', () => front.bind(owner.issue(BOB)), 4404],
    ['that has ended is 4404', () => front.bind(owner.issue().replace(/^..../, 'AAAA')), 4404],
    ['of a user whom the owner does not know is 4401', () => front.bind(owner.issue(BOB), {}, BOB), 4401],
  ])('%s', async (_name, bind, code) => {
    const connection = bind();
    await world.pass(0);
    expect(connection.closed?.code).toBe(code);
    expect(owner.backend.streams).toHaveLength(0);
    expect([front.front.size, owner.owner.size]).toEqual([0, 0]);
  });

  test('is resumed through another replica with what was missed', async () => {
    const { sessionId, connection, stream } = await open();
    stream.output('seen ');
    await world.pass(0);
    connection.drop();
    await world.pass(0);
    stream.output('missed ');
    const third = world.start('web-3');
    await world.pass(1000);
    const next = third.bind(sessionId, { Offset: connection.output.length });
    await world.pass(0);
    expect(next.last('bound')?.Resumed).toBe(true);
    expect(connection.output + next.output).toBe('seen missed ');
  });

  test('is taken over by a window that another replica serves, and back', async () => {
    const { sessionId, connection } = await open();
    const here = owner.bind(sessionId);
    await world.pass(0);
    expect(connection.closed?.code).toBe(4409);
    const back = front.bind(sessionId);
    await world.pass(0);
    expect(here.closed?.code).toBe(4409);
    expect(back.last('bound')?.Resumed).toBe(true);
  });

  test('is not taken over by the late bind of a connection that its page has left', async () => {
    const { sessionId, connection } = await open({ Writer: 'page', Turn: 1 });
    connection.drop();
    await world.pass(0);
    const late = front.bind(sessionId, { Writer: 'page', Turn: 2 });
    const now = owner.bind(sessionId, { Writer: 'page', Turn: 3 });
    await world.pass(0);
    expect(late.closed?.code).toBe(4409);
    expect(now.closed).toBeUndefined();
    const other = front.bind(sessionId, { Writer: 'another', Turn: 1 });
    await world.pass(0);
    expect(now.closed?.code).toBe(4409);
    expect(other.last('bound')?.Resumed).toBe(true);
  });

  test('closes a bad message with 4400, and stays', async () => {
    const { sessionId, connection } = await open();
    connection.receiveText('nonsense');
    await world.pass(0);
    expect(connection.closed).toEqual({ code: 4400, reason: 'Message is not JSON' });
    const next = front.bind(sessionId);
    await world.pass(0);
    expect(next.last('bound')?.Resumed).toBe(true);
  });

  test('is ended by close, and left by leave', async () => {
    const { connection, stream } = await open();
    connection.receive({ Op: 'close' });
    await world.pass(0);
    expect(stream.terminated).toBe(true);
    expect(connection.closed?.code).toBe(1);
    const left = await open();
    left.connection.receive({ Op: 'leave' });
    left.connection.drop();
    await world.pass(world.limits.reopenMs - 1);
    expect(left.stream.terminated).toBe(false);
    await world.pass(1);
    expect(left.stream.terminated).toBe(true);
  });

  test('answers a ping when the node does', async () => {
    const { connection, stream } = await open({ Ping: true });
    const pongs = () => connection.messages.filter(({ Op }) => Op === 'pong').length;
    expect(pongs()).toBe(1);
    for (let count = 0; count < 100; count += 1) {
      stream.output(`${'x'.repeat(1000)}\r\n`);
      connection.receive({ Op: 'ping' });
      await world.pass(0);
      stream.pings.pop()?.();
      await world.pass(0);
    }
    expect(pongs()).toBe(101);
  });

  test.each(['front', 'owner'] as const)(
    'is closed with 4401 when the sign-in ends at the %s',
    async (where) => {
      const { caller, end } = signedIn(ALICE);
      const elsewhere = signedIn(ALICE);
      world.callers.set(ALICE.userId, where === 'owner' ? caller : elsewhere.caller);
      const sessionId = owner.issue(caller);
      const connection = front.bind(sessionId, {}, where === 'front' ? caller : elsewhere.caller);
      await world.pass(0);
      owner.backend.stream.sink.onStarted('bash');
      await world.pass(0);
      end();
      await world.pass(0);
      expect(connection.last('toast')).toMatchObject({ Code: 'sign-in-expired' });
      expect(connection.closed).toEqual({ code: 4401, reason: 'Not signed in' });
      world.callers.set(ALICE.userId, ALICE);
      const next = front.bind(sessionId);
      await world.pass(0);
      expect(next.last('bound')?.Resumed).toBe(true);
    },
  );
});

describe('a sign-in that the owner cannot check', () => {
  test('in time is told, and the page may try again', async () => {
    world.signInCheck = new Promise(() => {});
    const connection = front.bind(owner.issue());
    connection.receive({ Op: 'stdin', Data: 'typed meanwhile' });
    await world.pass(9_999);
    expect(connection.closed).toBeUndefined();
    await world.pass(1);
    expect(connection.last('toast')).toMatchObject({ Code: 'sign-in-unavailable', Level: 'warning' });
    expect(connection.closed?.code).toBe(1001);
    expect(owner.backend.streams).toHaveLength(0);
    expect([front.front.size, owner.owner.size]).toEqual([0, 0]);
  });

  test('for a reason of our own is logged', async () => {
    world.signInCheck = Promise.reject(new Error('a bug'));
    const connection = front.bind(owner.issue());
    await world.pass(0);
    expect(connection.closed).toEqual({ code: 1011, reason: 'Internal error' });
    expect(world.logger.of('error')).toMatchObject([{ fields: { requestId: 'request-1' } }]);
  });

  test('before the browser leaves serves nobody', async () => {
    const check = Promise.withResolvers<void>();
    world.signInCheck = check.promise;
    const connection = front.bind(owner.issue());
    await world.pass(0);
    connection.drop();
    await world.pass(0);
    check.resolve();
    await world.pass(0);
    expect(owner.backend.streams).toHaveLength(0);
    expect(owner.owner.size).toBe(0);
  });
});

test('a connection that fails ends alone', async () => {
  const broken = await open();
  const other = await open();
  broken.connection.broken = true;
  broken.stream.output('for nobody');
  other.stream.output('on');
  await world.pass(0);
  expect(broken.connection.closed).toEqual({ code: 1011, reason: 'Internal error' });
  expect(other.connection.output).toBe('on');
  expect(world.logger.of('error')).toMatchObject([{ fields: { replica: owner.peers.self.id } }]);
  expect(owner.owner.size).toBe(1);
});

describe('when a replica stops', () => {
  test('its shells end with the cause, wherever their browsers are connected', async () => {
    const { connection } = await open();
    const sessionId = owner.issue();
    const direct = owner.bind(sessionId);
    owner.backend.stream.sink.onStarted('bash');
    const idle = owner.owner.whenIdle(5_000);
    const why = { code: 'drain-over', reason: 'Its time is over. Open a new one.', detached: '' } as const;
    const disposed = owner.registry.dispose(why);
    await world.pass(0);
    await Promise.all([idle, disposed]);
    for (const { messages, closed } of [connection, direct]) {
      expect(messages.slice(-2)).toMatchObject([
        { Op: 'toast', Level: 'warning', Code: 'drain-over', Data: why.reason },
        { Op: 'exit' },
      ]);
      expect(closed?.code).toBe(1);
    }
  });

  test('nobody waits longer than asked for browsers that do not leave', async () => {
    await open();
    let isOver = false;
    void owner.owner.whenIdle(5_000).then(() => {
      isOver = true;
    });
    await world.pass(4_999);
    expect(isOver).toBe(false);
    await world.pass(1);
    expect(isOver).toBe(true);
  });
});

describe('flow control', () => {
  const FLOOD = '0123456789abcdef'.repeat(64);
  /** Longer than output is gathered for. */
  const GATHERED_MS = 100;

  /** Output without end, as long as the process is not paused. @returns bytes written */
  async function flood(stream: (typeof owner.backend)['stream'], most: number): Promise<number> {
    let written = 0;
    while (written < most && !stream.paused) {
      stream.output(FLOOD);
      written += FLOOD.length;
      if (written % (32 * 1024) === 0) await world.pass(0);
    }
    await world.pass(0);
    return written;
  }

  test('a browser that stops reading stops the process, whether it acks or not', async () => {
    for (const Ack of [true, false]) {
      const { connection, stream } = await open({ Ack });
      connection.roomToSend = false;
      const written = await flood(stream, 64 * 1024 * 1024);
      expect(stream.paused).toBe(true);
      expect(written).toBeLessThan(4 * WINDOW_BYTES);
      connection.drain();
      for (let round = 0; round < 4; round += 1) {
        await world.pass(GATHERED_MS);
        if (Ack) connection.receive({ Op: 'ack', Offset: connection.output.length });
      }
      await world.pass(0);
      expect(stream.paused).toBe(false);
      expect(connection.output === FLOOD.repeat(written / FLOOD.length)).toBe(true);
    }
  });

  test('a client that never acks gets a flood whole', async () => {
    const { connection, stream } = await open();
    const written = await flood(stream, 3 * 1024 * 1024);
    expect(written).toBe(3 * 1024 * 1024);
    await world.pass(GATHERED_MS);
    expect(connection.output === FLOOD.repeat(written / FLOOD.length)).toBe(true);
  });

  test('a paste waits in the browser while the process does not read', async () => {
    const { connection, stream } = await open();
    stream.roomForInput = false;
    const piece = 'p'.repeat(16 * 1024);
    let sent = 0;
    while (!connection.readingPaused && sent < 3 * 1024 * 1024) {
      connection.receive({ Op: 'stdin', Data: piece });
      sent += piece.length;
      await world.pass(0);
    }
    expect(sent).toBeLessThan(2 * WINDOW_BYTES);
    stream.roomForInput = true;
    stream.sink.onDrain();
    await world.pass(0);
    expect(connection.readingPaused).toBe(false);
    while (sent < 3 * 1024 * 1024) {
      connection.receive({ Op: 'stdin', Data: piece });
      sent += piece.length;
      await world.pass(0);
    }
    expect(stream.input === 'p'.repeat(sent)).toBe(true);
    expect(connection.readingPaused).toBe(false);
  });

  test('many floods to readers that stand still need a bounded part of a stalled link', async () => {
    const sessions = [await open({ Ack: true }), await open({ Ack: true }), await open({ Ack: true })];
    world.network.stall(front.peers);
    for (const { stream } of sessions) {
      for (let count = 0; count < 200 && !stream.paused; count += 1) stream.output('x'.repeat(8192));
    }
    for (const { stream } of sessions) expect(stream.paused).toBe(true);
    const [socket] = owner.sockets;
    expect(socket?.bufferedBytes).toBeLessThan(2 * 1024 * 1024);
  });
});

describe('a link', () => {
  test('is one for all sessions of an owner', async () => {
    for (let count = 0; count < 3; count += 1) await open();
    expect(front.sockets.size).toBe(1);
    expect([front.front.size, owner.owner.size]).toEqual([3, 3]);
  });

  test('that breaks rules is cut, with a line in the log', async () => {
    const { connection } = await open();
    const [socket] = front.sockets;
    socket?.send(Buffer.alloc(20, 0xff), () => {});
    await world.pass(0);
    expect(world.logger.of('error')).toMatchObject([{ fields: { reason: 'A frame is too large' } }]);
    expect(connection.closed?.code).toBe(1001);
  });
});
