import { describe, expect, test } from 'vitest';
import type { SessionNotice } from './session-notice.ts';
import { ALICE, BOB, TerminalRoom } from './testing/terminal-room.ts';

test('one client address has so many sessions, and so many that nobody has bound', () => {
  const address = '203.0.113.9';
  const room = new TerminalRoom({ maxSessionsPerAddress: 2, maxUnboundSessionsPerAddress: 1 });
  room.bind(room.issue(ALICE, address));
  const waiting = room.issue(BOB, address);
  expect(() => room.issue(ALICE, address)).toThrow(expect.objectContaining({ code: 'session-limit' }));
  expect(() => room.issue(ALICE, '203.0.113.10')).not.toThrow();
  room.bindAs(BOB, waiting);
  expect(() => room.issue(BOB, address)).toThrow('for one client address is 2');
});

test('one user is held to the limit for a user', () => {
  const room = new TerminalRoom({ maxSessionsPerUser: 2 });
  room.issue(ALICE);
  room.issue(ALICE);
  expect(() => room.issue(ALICE)).toThrow(expect.objectContaining({ code: 'session-limit' }));
  expect(room.issue(BOB)).toBeTruthy();
});

test('one user is held to the limit of shells that nothing has connected to', async () => {
  const room = new TerminalRoom({ maxUnboundSessionsPerUser: 1 });
  room.open();
  room.issue(ALICE);
  expect(() => room.issue(ALICE)).toThrow(expect.objectContaining({ code: 'session-limit' }));
  expect(room.issue(BOB)).toBeTruthy();
  room.clock.advance(10_000);
  await expect.poll(() => room.registry.list(ALICE)).toHaveLength(1);
  expect(room.issue(ALICE)).toBeTruthy();
});

test('all users together are held to the limit of the server', () => {
  const room = new TerminalRoom({ maxSessions: 2 });
  room.issue(ALICE);
  room.issue(BOB);
  expect(() => room.issue(BOB)).toThrow(expect.objectContaining({ code: 'session-limit' }));
});

test('an expired id frees its place', async () => {
  const room = new TerminalRoom({ maxSessions: 1 });
  room.issue();
  room.clock.advance(10_000);
  await expect.poll(() => room.registry.size).toBe(0);
  expect(room.issue()).toBeTruthy();
});

test('a caller sees the own sessions only', () => {
  const room = new TerminalRoom();
  const { sessionId } = room.open();
  room.issue(BOB);
  room.backend.stream.output('hello');
  expect(room.registry.list(ALICE)).toEqual([
    {
      sessionId,
      shellId: 'shell-1',
      context: 'demo',
      namespace: 'team-a',
      pod: 'debian',
      container: 'main',
      shell: 'bash',
      state: 'attached',
      startedAt: new Date(room.clock.now()).toISOString(),
      offset: 5,
      lastLines: ['hello'],
    },
  ]);
});

test('a shell whose process ended while nobody looked is listed as ended, and can still be asked how', () => {
  const room = new TerminalRoom();
  const { sessionId, connection } = room.open();
  connection.drop();
  room.backend.stream.exit(7);
  expect(room.registry.list(ALICE)).toEqual([expect.objectContaining({ state: 'detached', ended: true })]);
  expect(room.bind(sessionId).last('exit')?.Code).toBe(7);
});

test('a draining server issues nothing and keeps what runs', () => {
  const room = new TerminalRoom();
  const { connection } = room.open();
  room.registry.beginDrain();
  expect(() => room.issue()).toThrow(expect.objectContaining({ code: 'draining' }));
  room.backend.stream.output('still here');
  expect(connection.output).toBe('still here');
});

const noticeOf = (seconds: number): SessionNotice => ({
  text: 'The server restarts soon.',
  level: 'warning',
  code: 'draining',
  seconds,
});

describe('a drain', () => {
  test('is over when the last session has ended', async () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    room.registry.beginDrain();
    const empty = room.registry.whenEmpty(30_000);
    connection.receive({ Op: 'close' });
    await empty;
    expect(room.registry.size).toBe(0);
    expect(room.clock.pendingTimers).toBe(0);
  });

  test('is over when its time is, whatever still runs', async () => {
    const room = new TerminalRoom();
    room.open();
    const over = room.registry.whenEmpty(30_000);
    room.clock.advance(30_000);
    await over;
    expect(room.registry.size).toBe(1);
  });

  test('is over at once without sessions', async () => {
    await new TerminalRoom().registry.whenEmpty(30_000);
  });

  test('tells those who look', () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    room.registry.announce(() => noticeOf(9));
    expect(connection.last('toast')).toEqual({
      Op: 'toast',
      Data: 'The server restarts soon.',
      Level: 'warning',
      Code: 'draining',
      Seconds: 9,
    });
  });

  test('tells those who look later what is left then, after what they are bound to', () => {
    const room = new TerminalRoom();
    const { connection, sessionId } = room.open();
    const until = room.clock.now() + 60_000;
    connection.drop();
    room.registry.announce(() => noticeOf((until - room.clock.now()) / 1000));
    room.clock.advance(20_000);
    const next = room.bind(sessionId);
    expect(next.messages).toMatchObject([
      { Op: 'bound', Resumed: true },
      { Op: 'toast', Code: 'draining', Seconds: 40 },
    ]);
  });

  test('is no matter of a session whose process has ended', () => {
    const room = new TerminalRoom();
    const { connection, sessionId } = room.open();
    connection.drop();
    room.backend.stream.exit(0);
    room.registry.announce(() => noticeOf(9));
    expect(room.bind(sessionId).last('toast')).toBeUndefined();
  });
});

test('dispose ends every process and leaves no timer', async () => {
  const room = new TerminalRoom();
  const first = room.open();
  const second = room.open();
  second.connection.drop();
  room.issue();
  await room.registry.dispose();
  expect(room.backend.streams.map((stream) => stream.terminated)).toEqual([true, true]);
  expect(first.connection.closed?.code).toBe(1);
  expect(room.registry.size).toBe(0);
  expect(room.clock.pendingTimers).toBe(0);
});
