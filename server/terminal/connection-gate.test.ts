import { describe, expect, test } from 'vitest';
import type { FakeConnection } from './testing/fake-connection.ts';
import { ALICE, BOB, signedIn, TerminalRoom } from './testing/terminal-room.ts';

describe('before a bind', () => {
  test.each([
    ['text that is not JSON', 'ls -l\r', 'Message is not JSON'],
    ['a message that is not an object', '["bind"]', 'Message is not a JSON object'],
    ['an unknown Op', '{"Op":"exec"}', 'Unknown Op "exec"'],
    ['stdin', '{"Op":"stdin","Data":"a"}', 'The first message must be bind, not stdin'],
    [
      'a bind of size 0',
      '{"Op":"bind","SessionID":"a","Cols":0,"Rows":1}',
      'Cols is not a whole number from 1 to 65535',
    ],
  ])('%s closes with 4400', (_name, text, reason) => {
    const room = new TerminalRoom();
    const connection = room.connect();
    connection.receiveText(text);
    expect(connection.closed).toEqual({ code: 4400, reason });
    expect(room.clock.pendingTimers).toBe(0);
  });

  test('one user has so many connections that did not bind, and each gives its place back', () => {
    const room = new TerminalRoom({ maxUnboundSessionsPerUser: 2 });
    const [first, second] = [room.connect(ALICE), room.connect(ALICE)];
    expect(room.connect(ALICE).closed).toEqual({ code: 4429, reason: 'Too many sessions' });
    expect(room.connect(BOB).closed).toBeUndefined();
    first.receive({ Op: 'bind', SessionID: room.issue(ALICE) });
    expect(room.connect(ALICE).closed).toBeUndefined();
    second.receiveText('no message');
    expect(room.connect(ALICE).closed).toBeUndefined();
    expect(room.connect(ALICE).closed?.code).toBe(4429);
  });

  test('one client address has so many connections that did not bind', () => {
    const room = new TerminalRoom({ maxUnboundSessionsPerAddress: 2 });
    const [first, , other] = [
      room.connect(ALICE, '203.0.113.9'),
      room.connect(BOB, '203.0.113.9'),
      room.connect(ALICE, '203.0.113.10'),
    ];
    expect(other.closed).toBeUndefined();
    expect(room.connect(BOB, '203.0.113.9').closed?.code).toBe(4429);
    first.drop();
    expect(room.connect(BOB, '203.0.113.9').closed).toBeUndefined();
  });

  test('an unknown id closes with 4404', () => {
    const connection = new TerminalRoom().bind('nope');
    expect(connection.closed).toEqual({ code: 4404, reason: 'Unknown or expired session' });
  });

  test('the id of another user closes with 4404 and stays usable', () => {
    const room = new TerminalRoom();
    const sessionId = room.issue(ALICE);
    const stranger = room.connect(BOB);
    stranger.receive({ Op: 'bind', SessionID: sessionId });
    expect(stranger.closed?.code).toBe(4404);
    expect(room.bind(sessionId).closed).toBeUndefined();
  });

  test('no bind in time closes with 4408', () => {
    const room = new TerminalRoom();
    const connection = room.connect();
    room.clock.advance(9_999);
    expect(connection.closed).toBeUndefined();
    room.clock.advance(1);
    expect(connection.closed?.code).toBe(4408);
  });

  test('a bind that follows a bad message in the same frame does not count', () => {
    const room = new TerminalRoom();
    const sessionId = room.issue();
    const connection = room.connect();
    connection.receiveText('nonsense');
    connection.receive({ Op: 'bind', SessionID: sessionId });
    expect(room.backend.streams).toHaveLength(0);
  });
});

describe('an issued id', () => {
  test('expires when nothing binds it in time', () => {
    const room = new TerminalRoom();
    const sessionId = room.issue();
    room.clock.advance(10_000);
    expect(room.bind(sessionId).closed?.code).toBe(4404);
    expect(room.backend.streams).toHaveLength(0);
  });

  test('does not expire once bound', () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    room.clock.advance(3_600_000);
    expect(connection.closed).toBeUndefined();
  });

  test('is used up when its process has ended', () => {
    const room = new TerminalRoom();
    const { sessionId } = room.open();
    room.backend.stream.exit(0);
    expect(room.bind(sessionId).closed?.code).toBe(4404);
  });
});

describe('after a bind', () => {
  test('a bad message closes with 4400, and the shell can be resumed', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.receiveText('{"Op":"resize","Cols":70000,"Rows":24}');
    expect(connection.closed?.code).toBe(4400);
    expect(room.bind(sessionId).last('bound')?.Resumed).toBe(true);
  });

  test('a second bind closes with 4400', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.receive({ Op: 'bind', SessionID: sessionId });
    expect(connection.closed).toEqual({ code: 4400, reason: 'This connection is bound already' });
  });
});

describe('a ping', () => {
  const pongs = (connection: FakeConnection) => connection.messages.filter(({ Op }) => Op === 'pong').length;

  test('is answered when the node answers', () => {
    const room = new TerminalRoom();
    const connection = room.bind(room.issue(), { Ping: true });
    room.backend.stream.sink.onStarted('bash');
    expect(pongs(connection)).toBe(1);
    connection.receive({ Op: 'ping' });
    expect(pongs(connection)).toBe(1);
    room.backend.stream.pings.pop()?.();
    expect(pongs(connection)).toBe(2);
  });

  test('is answered at once where no process runs', () => {
    const room = new TerminalRoom();
    const connection = room.bind(room.issue(), { Ping: true });
    connection.receive({ Op: 'ping' });
    expect(pongs(connection)).toBe(2);
  });

  test('is not offered to a client that does not ask', () => {
    const { connection } = new TerminalRoom().open();
    expect(pongs(connection)).toBe(0);
  });

  test('is not answered to a client that asks and does not read', () => {
    const room = new TerminalRoom();
    const { connection } = room.open({ Ping: true });
    connection.bufferedBytes = 1024 * 1024;
    for (let count = 0; count < 10; count += 1) connection.receive({ Op: 'ping' });
    for (const answer of room.backend.stream.pings) answer();
    expect(pongs(connection)).toBe(1);
    connection.bufferedBytes = 0;
    connection.receive({ Op: 'ping' });
    room.backend.stream.pings.at(-1)?.();
    expect(pongs(connection)).toBe(2);
  });
});

describe('when the sign-in ends', () => {
  const CLOSED = { code: 4401, reason: 'Not signed in' };

  test('a bound connection is told and closed, and another sign-in of the user resumes the shell', () => {
    const room = new TerminalRoom();
    const first = signedIn(ALICE);
    const sessionId = room.issue(first.caller);
    const connection = room.bindAs(first.caller, sessionId);
    const { stream } = room.backend;
    stream.sink.onStarted('bash');
    stream.output('before\r\n');
    first.end();
    expect(connection.last('toast')).toMatchObject({ Level: 'error', Code: 'sign-in-expired' });
    expect(connection.closed).toEqual(CLOSED);
    stream.output('meanwhile\r\n');
    expect(stream.terminated).toBe(false);
    const second = room.bindAs(signedIn(ALICE).caller, sessionId, { Offset: connection.output.length });
    expect(second.last('bound')?.Resumed).toBe(true);
    expect(connection.output + second.output).toBe('before\r\nmeanwhile\r\n');
  });

  test('a connection that has not bound is closed', () => {
    const room = new TerminalRoom();
    const { caller, end } = signedIn(ALICE);
    const connection = room.connect(caller);
    end();
    expect(connection.closed).toEqual(CLOSED);
    expect(room.clock.pendingTimers).toBe(0);
  });

  test('a connection of a sign-in that has ended already is closed at once', () => {
    const { caller, end } = signedIn(ALICE);
    end();
    expect(new TerminalRoom().connect(caller).closed).toEqual(CLOSED);
  });

  test('connections of other sign-ins of the same user stay', () => {
    const room = new TerminalRoom();
    const [one, other] = [signedIn(ALICE), signedIn(ALICE)];
    const [first, second] = [room.connect(one.caller), room.connect(other.caller)];
    one.end();
    expect([first.closed, second.closed]).toEqual([CLOSED, undefined]);
  });

  test('a connection that is gone is not touched', () => {
    const room = new TerminalRoom();
    const { caller, end } = signedIn(ALICE);
    const connection = room.connect(caller);
    connection.drop();
    end();
    expect(connection.messages).toEqual([]);
  });
});

test('a page that only looks does not use its terminal: its pings do not count', () => {
  const room = new TerminalRoom();
  const { connection } = room.open({ Ping: true });
  const before = room.uses;
  for (let count = 0; count < 3; count += 1) connection.receive({ Op: 'ping' });
  expect(room.uses).toBe(before);
  connection.receive({ Op: 'stdin', Data: 'l' });
  connection.receive({ Op: 'ack', Offset: 0 });
  expect(room.uses).toBe(before + 2);
});
