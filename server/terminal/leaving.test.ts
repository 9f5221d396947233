import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLOSED_BY_USER } from './closed-by-user.ts';
import { COMES_BACK_MS } from './limits.ts';
import type { FakeConnection } from './testing/fake-connection.ts';
import { ALICE, BOB, TerminalRoom } from './testing/terminal-room.ts';

const { resumeMs, reopenMs } = { resumeMs: 60_000, reopenMs: 10_000 };

function stateOf(room: TerminalRoom, sessionId: string) {
  return room.registry.list(ALICE).find((session) => session.sessionId === sessionId)?.state;
}

/** Lets promises settle, then says whether the session may still be bound. */
function isKept(room: TerminalRoom, sessionId: string): boolean {
  return room.registry.find(sessionId, ALICE) !== undefined;
}

describe('a page that is closed on purpose', () => {
  test('has its shell kept for the shorter time', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.receive({ Op: 'leave' });
    expect(stateOf(room, sessionId)).toBe('attached');
    connection.drop();
    room.clock.advance(reopenMs - 1);
    expect(isKept(room, sessionId)).toBe(true);
    room.clock.advance(1);
    expect(isKept(room, sessionId)).toBe(false);
  });

  test('that says so after its connection is gone has the time shortened, never extended', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.drop();
    room.clock.advance(resumeMs - 5000);
    room.session(sessionId).leave();
    room.clock.advance(4999);
    expect(isKept(room, sessionId)).toBe(true);
    room.clock.advance(1);
    expect(isKept(room, sessionId)).toBe(false);
  });

  test('that says so after its connection is gone has left its shell when that went', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.drop();
    const since = room.clock.now();
    room.clock.advance(1000);
    room.session(sessionId).leave();
    expect(room.registry.unattached(ALICE.userId)).toMatchObject([{ sessionId, since }]);
  });

  test('that stays after all takes it back with its next key', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.receive({ Op: 'leave' });
    connection.receive({ Op: 'stdin', Data: 'x' });
    connection.drop();
    room.clock.advance(reopenMs);
    expect(isKept(room, sessionId)).toBe(true);
  });

  test('cannot shorten the life of a shell that nobody has bound', () => {
    const room = new TerminalRoom({ reopenMs: 1 });
    const sessionId = room.issue();
    room.session(sessionId).leave();
    room.clock.advance(5000);
    expect(isKept(room, sessionId)).toBe(true);
  });
});

const act = fc.oneof(
  fc.constantFrom('bind', 'drop', 'leave', 'beacon', 'key').map((kind) => ({ kind }) as const),
  fc.integer({ min: 1, max: 40_000 }).map((ms) => ({ kind: 'wait', ms }) as const),
);

test('a shell lives exactly as long as the last drop and the last leave say', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const room = new TerminalRoom();
      const opened = room.open();
      const { sessionId } = opened;
      let connection: FakeConnection | undefined = opened.connection;
      let leaving = false;
      let until = Number.POSITIVE_INFINITY;
      const now = () => room.clock.now();
      for (const one of acts) {
        if (one.kind === 'wait') room.clock.advance(one.ms);
        if (now() >= until) {
          expect(isKept(room, sessionId)).toBe(false);
          return;
        }
        switch (one.kind) {
          case 'bind':
            connection = room.bind(sessionId);
            leaving = false;
            until = Number.POSITIVE_INFINITY;
            break;
          case 'drop':
            if (connection === undefined) break;
            connection.drop();
            connection = undefined;
            until = now() + (leaving ? reopenMs : resumeMs);
            break;
          case 'leave':
            connection?.receive({ Op: 'leave' });
            leaving ||= connection !== undefined;
            break;
          case 'beacon':
            room.session(sessionId).leave();
            leaving ||= connection !== undefined;
            until = Math.min(until, connection === undefined ? now() + reopenMs : until);
            break;
          case 'key':
            if (connection === undefined) break;
            connection.receive({ Op: 'stdin', Data: 'x' });
            leaving = false;
            break;
          case 'wait':
        }
        expect(isKept(room, sessionId)).toBe(true);
      }
    }),
  );
});

describe('shells without a window', () => {
  test('above the limit for one user, the oldest is ended, and its page is told why', () => {
    const room = new TerminalRoom({ maxUnattachedSessionsPerUser: 1, resumeMs: 3_600_000 });
    const first = room.open();
    const second = room.open();
    // Dropped in the other order than opened.
    second.connection.drop();
    room.clock.advance(1000);
    expect(isKept(room, second.sessionId)).toBe(true);
    first.connection.drop();
    room.clock.advance(COMES_BACK_MS);
    expect(isKept(room, first.sessionId)).toBe(true);
    expect(isKept(room, second.sessionId)).toBe(false);
    const back = room.bind(second.sessionId);
    expect(back.last('toast')).toMatchObject({
      Code: 'unattached-limit',
      Data: expect.stringMatching(/left more than 1 shell/),
    });
    expect(back.closed).toMatchObject({ code: 4404 });
  });

  test.each([
    ['typed in', 'leave'],
    ['printed to', 'leave'],
    ['typed in', 'lose'],
  ] as const)('of one window: the last one %s is kept when all %s it', (use, how) => {
    const room = new TerminalRoom({
      maxUnattachedSessionsPerUser: 1,
      resumeMs: 3_600_000,
      reopenMs: 3_600_000,
    });
    const [first, ...others] = [room.open(), room.open(), room.open()];
    room.clock.advance(1000);
    if (use === 'typed in') first.connection.receive({ Op: 'stdin', Data: 'x' });
    else room.backend.streams[0]?.output('x');
    room.clock.advance(60_000);
    for (const { connection } of [first, ...others]) {
      if (how === 'leave') connection.receive({ Op: 'leave' });
      connection.drop();
      room.clock.advance(30);
    }
    room.clock.advance(COMES_BACK_MS);
    expect(isKept(room, first.sessionId)).toBe(true);
    for (const { sessionId } of others) expect(isKept(room, sessionId)).toBe(false);
  });

  test('do not include those whose process has ended', () => {
    const room = new TerminalRoom({ maxUnattachedSessionsPerUser: 1, resumeMs: 3_600_000 });
    const ended = room.open();
    ended.connection.drop();
    room.backend.stream.exit(7);
    room.clock.advance(1000);
    const running = room.open();
    running.connection.drop();
    room.clock.advance(COMES_BACK_MS);
    expect(room.bind(ended.sessionId).last('exit')?.Code).toBe(7);
    expect(isKept(room, running.sessionId)).toBe(true);
  });

  test('of another user are not told apart from unknown ones', () => {
    const room = new TerminalRoom({ maxUnattachedSessionsPerUser: 0 });
    const { sessionId, connection } = room.open();
    connection.receive({ Op: 'leave' });
    connection.drop();
    expect(isKept(room, sessionId)).toBe(false);
    const stranger = room.connect(BOB);
    stranger.receive({ Op: 'bind', SessionID: sessionId });
    expect(stranger.messages).toEqual([]);
    expect(stranger.closed).toMatchObject({ code: 4404 });
  });

  test('that are attached or not bound yet do not count', () => {
    const room = new TerminalRoom({ maxUnattachedSessionsPerUser: 1 });
    const attached = room.open();
    const issued = room.issue();
    const { sessionId, connection } = room.open();
    connection.receive({ Op: 'leave' });
    connection.drop();
    for (const id of [attached.sessionId, issued, sessionId]) expect(isKept(room, id)).toBe(true);
  });

  test('are left since then on the clock that replicas share, however long theirs stood still', () => {
    const room = new TerminalRoom();
    const { connection, sessionId } = room.open();
    room.patience.hold();
    room.clock.advance(3_600_000);
    room.patience.release();
    const since = room.clock.now();
    connection.receive({ Op: 'leave' });
    connection.drop();
    expect(room.registry.unattached(ALICE.userId)).toMatchObject([{ sessionId, since }]);
  });

  const MOST = 2;
  const step = fc.oneof(
    fc.record({
      kind: fc.constantFrom('drop' as const, 'leave' as const, 'beacon' as const, 'back' as const),
      which: fc.nat(5),
    }),
    fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 70 }) }),
  );

  test('end, the oldest first, once more than the limit were left or did not come back for a minute', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const room = new TerminalRoom({
          maxSessions: 6,
          maxSessionsPerUser: 6,
          maxUnattachedSessionsPerUser: MOST,
          resumeMs: 36_000_000,
          reopenMs: 36_000_000,
        });
        const shells = Array.from({ length: 6 }, () => ({
          ...room.open(),
          since: Number.POSITIVE_INFINITY,
          isLeft: false,
          isEnded: false,
        }));
        const check = (): void => {
          const counted = shells
            .filter(({ isLeft, isEnded, since }) => {
              const isLost = room.clock.now() >= since + COMES_BACK_MS;
              return !isEnded && (isLeft || isLost);
            })
            .toSorted((one, other) => one.since - other.since);
          for (const shell of counted.slice(0, Math.max(0, counted.length - MOST))) shell.isEnded = true;
          expect(shells.map(({ sessionId }) => !isKept(room, sessionId))).toEqual(
            shells.map(({ isEnded }) => isEnded),
          );
        };
        for (const one of steps) {
          // Nobody uses them. Of those that are left in the same millisecond, any may end first.
          room.clock.advance(1);
          check();
          if (one.kind === 'wait') {
            for (let second = 0; second < one.seconds; second += 1) {
              room.clock.advance(1000);
              check();
            }
            continue;
          }
          const shell = shells[one.which];
          if (shell === undefined || shell.isEnded) continue;
          const isAttached = shell.since === Number.POSITIVE_INFINITY;
          if (one.kind === 'back') {
            shell.connection = room.bind(shell.sessionId);
            shell.since = Number.POSITIVE_INFINITY;
            shell.isLeft = false;
          } else if (one.kind === 'beacon') {
            if (isAttached) continue;
            room.session(shell.sessionId).leave();
            shell.isLeft = true;
          } else if (isAttached) {
            if (one.kind === 'leave') shell.connection.receive({ Op: 'leave' });
            shell.connection.drop();
            shell.since = room.clock.now();
            shell.isLeft = one.kind === 'leave';
          }
          check();
        }
      }),
    );
  });
});

describe('a shell that its user ends from a list', () => {
  test('says so to the page that has it, before its exit', async () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    await room.session(sessionId).endAndTell(CLOSED_BY_USER);
    expect(connection.messages.filter(({ Op }) => Op === 'toast' || Op === 'exit')).toMatchObject([
      { Op: 'toast', Code: 'closed-by-user', Data: expect.stringMatching(/^You ended this shell/) },
      { Op: 'exit', Code: 129 },
    ]);
  });

  test('and to one that comes back for it', async () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.drop();
    await room.session(sessionId).endAndTell(CLOSED_BY_USER);
    const back = room.bind(sessionId);
    expect(back.last('toast')).toMatchObject({ Code: 'closed-by-user' });
    expect(back.closed).toMatchObject({ code: 4404 });
  });
});
