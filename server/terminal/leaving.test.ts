import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
    const room = new TerminalRoom({ maxUnattachedSessionsPerUser: 1 });
    const first = room.open();
    const second = room.open();
    // Dropped in the other order than opened.
    second.connection.drop();
    room.clock.advance(1000);
    expect(isKept(room, second.sessionId)).toBe(true);
    first.connection.drop();
    expect(isKept(room, first.sessionId)).toBe(true);
    expect(isKept(room, second.sessionId)).toBe(false);
    const back = room.bind(second.sessionId);
    expect(back.last('toast')).toMatchObject({
      Code: 'unattached-limit',
      Data: expect.stringMatching(/left more than 1 shell/),
    });
    expect(back.closed).toMatchObject({ code: 4404 });
  });

  test('do not include those whose process has ended', () => {
    const room = new TerminalRoom({ maxUnattachedSessionsPerUser: 1 });
    const ended = room.open();
    ended.connection.drop();
    room.backend.stream.exit(7);
    room.clock.advance(1000);
    const running = room.open();
    running.connection.drop();
    expect(room.bind(ended.sessionId).last('exit')?.Code).toBe(7);
    expect(isKept(room, running.sessionId)).toBe(true);
  });

  test('of another user are not told apart from unknown ones', () => {
    const room = new TerminalRoom({ maxUnattachedSessionsPerUser: 0 });
    const { sessionId, connection } = room.open();
    connection.drop();
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
    connection.drop();
    for (const id of [attached.sessionId, issued, sessionId]) expect(isKept(room, id)).toBe(true);
  });
});
