import { describe, expect, test } from 'vitest';
import { drainNotice, drainOver } from '#server/application/drain-words.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { SessionCallers } from './process/session-callers.ts';
import { TokenDeadline } from './process/token-deadline.ts';
import { ALICE, TerminalRoom } from './testing/terminal-room.ts';

const MAIN = { terminal: true, input: false, debug: false };

function attached() {
  const room = new TerminalRoom();
  const sessionId = room.issue(undefined, undefined, { attach: true });
  const connection = room.bind(sessionId);
  room.backend.stream.sink.onStarted('attach', MAIN);
  return { room, connection, sessionId };
}

test('the client is told what it is attached to, at each bind', () => {
  const { room, connection, sessionId } = attached();
  const Attached = { Tty: true, Stdin: false, Debug: false };
  expect(connection.last('bound')).toMatchObject({ Attached, Resumed: false, Shell: 'attach' });
  connection.drop();
  expect(room.bind(sessionId).last('bound')).toMatchObject({ Attached, Resumed: true });
});

test('so are those who only list it', () => {
  const { room } = attached();
  expect(room.registry.list(ALICE)).toMatchObject([{ attached: true, shell: 'attach' }]);
});

describe('where a limit detaches, the process of the container is said to keep running', () => {
  const KEEPS = "The container's process keeps running.";

  test('one that was left without a window', () => {
    const room = new TerminalRoom({ maxUnattachedSessionsPerUser: 0 });
    const sessionId = room.issue(undefined, undefined, { attach: true });
    const connection = room.bind(sessionId);
    room.backend.stream.sink.onStarted('attach', MAIN);
    connection.receive({ Op: 'leave' });
    connection.drop();
    expect(room.registry.expiryOf(sessionId, ALICE)).toMatchObject({
      code: 'unattached-limit',
      reason: expect.stringMatching(new RegExp(`detached.*${KEEPS}`)),
    });
  });

  test('a token that expires', () => {
    const clock = new FakeClock();
    const callers = { deadline: { at: clock.now() + 60_000, since: clock.now() } } as SessionCallers;
    const told: string[] = [];
    const deadline = new TokenDeadline({
      clock,
      callers,
      attached: true,
      listener: {
        onTokenExpiring: (text) => told.push(text),
        onExpired: ({ detached }) => told.push(detached),
      },
    });
    deadline.follow();
    clock.advance(60_000);
    expect(told).toEqual([
      expect.stringMatching(/terminal detaches then, in 1 min\..*keeps running/),
      `Your token is about to expire, so this server has detached. ${KEEPS} Attach again.`,
    ]);
  });

  test('a server that is about to stop', () => {
    const { room, connection } = attached();
    room.registry.announce(() => drainNotice(60));
    expect(connection.last('toast')).toEqual({
      Op: 'toast',
      Data: `This server is shutting down, and detaches in up to 60 s. ${KEEPS}`,
      Level: 'warning',
      Code: 'draining',
      Seconds: 60,
    });
  });

  test('a replica that is stopped', async () => {
    const { room, connection } = attached();
    await room.registry.dispose(drainOver('podshell-1', 60));
    expect(connection.last('toast')).toMatchObject({
      Code: 'drain-over',
      Data: `The Podshell replica podshell-1 was shut down, and its time limit for open terminals (60 s) is over. ${KEEPS} Attach again.`,
    });
  });
});

test('leaving it is told as that', () => {
  const { connection } = attached();
  connection.receive({ Op: 'close' });
  expect(connection.last('exit')).toEqual({ Op: 'exit', Code: null, Data: 'Detached.', Cause: 'detached' });
});
