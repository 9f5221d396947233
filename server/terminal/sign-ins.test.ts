/** What the end of a sign-in, of its token or of a permission means for a running shell. */

import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Caller } from '#server/ports.ts';
import { playedSignIn } from '#server/testing/callers.ts';
import { settlePromises } from '#server/testing/fake-clock.ts';
import type { ShellVerdict } from './ports.ts';
import { TerminalRoom } from './testing/terminal-room.ts';

const MINUTE = 60_000;

const FORBIDDEN: ShellVerdict = {
  kind: 'refused',
  failure: { code: 'forbidden', reason: "You don't have permission to open a shell." },
};

/** A room with a shell of a token that expires after so long. */
function shellWithToken(life: number) {
  const room = new TerminalRoom();
  const now = () => room.clock.now();
  const { caller } = playedSignIn('alice', 'first', { diesAt: now() + life, now });
  const sessionId = room.issue(caller);
  const connection = room.bindAs(caller, sessionId);
  room.backend.stream.sink.onStarted('bash');
  const signInAgain = (key: string, more: number) =>
    playedSignIn('alice', key, { diesAt: now() + more, now }).caller;
  return { room, sessionId, connection, caller, signInAgain };
}

describe('a token that cannot be renewed', () => {
  test('warns some minutes before, and ends the shell in time to be of use for that', async () => {
    const { room, connection, caller, sessionId } = shellWithToken(60 * MINUTE);
    room.clock.advance(54 * MINUTE);
    expect(connection.last('toast')).toBeUndefined();
    room.clock.advance(MINUTE);
    expect(connection.last('toast')).toMatchObject({ Level: 'warning', Code: 'token-expiring' });
    expect(connection.last('toast')?.Data).toContain('5 min');
    await room.clock.advanceAsync(4.5 * MINUTE - 1);
    expect(room.backend.stream.terminated).toBe(false);
    await room.clock.advanceAsync(1);
    expect(room.backend.stream.terminated).toBe(true);
    expect(connection.last('toast')).toMatchObject({ Code: 'token-expired' });
    expect(connection.closed?.code).toBe(1);
    const late = room.bindAs(caller, sessionId);
    expect(late.last('toast')?.Code).toBe('token-expired');
    expect(late.closed?.code).toBe(4404);
  });

  test('ends a shell that nobody looks at, too', async () => {
    const { room, connection } = shellWithToken(10 * MINUTE);
    connection.drop();
    await room.clock.advanceAsync(1);
    expect(room.backend.stream.terminated).toBe(false);
    await room.clock.advanceAsync(9.5 * MINUTE);
    expect(room.backend.stream.terminated).toBe(true);
  });

  test('does nothing to a shell that was resumed with a later sign-in', async () => {
    const { room, sessionId, signInAgain } = shellWithToken(10 * MINUTE);
    await room.clock.advanceAsync(8 * MINUTE);
    const second = room.bindAs(signInAgain('second', 60 * MINUTE), sessionId);
    await room.clock.advanceAsync(30 * MINUTE);
    expect(room.backend.stream.terminated).toBe(false);
    expect(second.last('toast')).toBeUndefined();
    expect(room.backend.stream.start.caller().credential).toMatchObject({ key: 'second' });
    await room.clock.advanceAsync(30 * MINUTE);
    expect(room.backend.stream.terminated).toBe(true);
  });

  test('warns who comes back in the last minutes', () => {
    const { room, connection, caller, sessionId } = shellWithToken(60 * MINUTE);
    connection.drop();
    room.clock.advance(MINUTE / 2);
    const early = room.bindAs(caller, sessionId);
    expect(early.last('toast')).toBeUndefined();
    room.clock.advance(57 * MINUTE);
    expect(room.bindAs(caller, sessionId).last('toast')?.Data).toContain('2 min');
  });

  test('waits for a newer token that a proxy has sent meanwhile', async () => {
    const room = new TerminalRoom();
    const { clock } = room;
    const { caller } = playedSignIn('alice', 'only');
    let diesAt = clock.now() + 10 * MINUTE;
    const credential = {
      ...caller.credential,
      get diesAt() {
        return diesAt;
      },
    } as Caller['credential'];
    const connection = room.bindAs({ ...caller, credential }, room.issue({ ...caller, credential }));
    room.backend.stream.sink.onStarted('bash');
    clock.advance(4 * MINUTE);
    diesAt += 60 * MINUTE;
    await clock.advanceAsync(20 * MINUTE);
    expect(connection.last('toast')).toBeUndefined();
    await clock.advanceAsync(50 * MINUTE);
    expect(room.backend.stream.terminated).toBe(true);
    expect(connection.messages.filter(({ Op }) => Op === 'toast')).toHaveLength(2);
  });

  describe('because its sign-in has ended', () => {
    /** A shell of a sign-in that renews its tokens, each with so many milliseconds to live, until it ends. */
    function shellOfRenewed(life: number) {
      const room = new TerminalRoom({ resumeMs: 120 * MINUTE });
      const { caller, end } = playedSignIn('alice', 'renewed', { now: () => room.clock.now() });
      const diesAt = room.clock.now() + life;
      const credential = {
        ...caller.credential,
        get diesAt() {
          return caller.ended?.aborted === true ? diesAt : undefined;
        },
      } as Caller['credential'];
      const signedIn = { ...caller, credential };
      const sessionId = room.issue(signedIn);
      const connection = room.bindAs(signedIn, sessionId);
      room.backend.stream.sink.onStarted('bash');
      return { room, connection, sessionId, end };
    }

    test('ends the shell before the last token expires', async () => {
      const { room, connection, end } = shellOfRenewed(10 * MINUTE);
      await room.clock.advanceAsync(MINUTE);
      end();
      expect(connection.closed?.code).toBe(4401);
      await room.clock.advanceAsync(8.5 * MINUTE - 1);
      expect(room.backend.stream.terminated).toBe(false);
      await room.clock.advanceAsync(1);
      expect(room.backend.stream.terminated).toBe(true);
    });

    test('ends nothing that the user has resumed before', async () => {
      const { room, sessionId, end } = shellOfRenewed(10 * MINUTE);
      end();
      room.bindAs(playedSignIn('alice', 'second').caller, sessionId);
      await room.clock.advanceAsync(60 * MINUTE);
      expect(room.backend.stream.terminated).toBe(false);
    });

    test('keeps the shell for a resume if the token has all but expired: it was the provider that renewed no more', async () => {
      const { room, sessionId, end } = shellOfRenewed(10 * MINUTE);
      await room.clock.advanceAsync(9.8 * MINUTE);
      end();
      await room.clock.advanceAsync(60 * MINUTE);
      expect(room.backend.stream.terminated).toBe(false);
      const next = room.bindAs(playedSignIn('alice', 'second').caller, sessionId);
      expect(next.last('bound')?.Resumed).toBe(true);
    });

    test('leaves no listener behind', async () => {
      const room = new TerminalRoom();
      const { caller } = playedSignIn('alice', 'first');
      room.bindAs(caller, room.issue(caller));
      room.backend.stream.sink.onStarted('bash');
      if (caller.ended === undefined) throw new Error('It ends');
      expect(getEventListeners(caller.ended, 'abort')).toHaveLength(2);
      room.backend.stream.exit(0);
      await settlePromises();
      expect(getEventListeners(caller.ended, 'abort')).toHaveLength(0);
    });
  });

  test('leaves no timer behind', async () => {
    const { room } = shellWithToken(60 * MINUTE);
    room.backend.stream.exit(0);
    await settlePromises();
    expect(room.clock.pendingTimers).toBe(0);
  });
});

describe('a lost permission', () => {
  const interval = 60_000;

  function opened() {
    const room = new TerminalRoom({ recheckMs: interval });
    return { room, ...room.open() };
  }

  test('ends the process and the connection with the reason, within the interval', async () => {
    const { room, connection, sessionId } = opened();
    const { stream } = room.backend;
    stream.verdicts.push(FORBIDDEN, FORBIDDEN);
    await room.clock.advanceAsync(interval);
    expect(connection.last('toast')).toMatchObject({ Level: 'error', Code: 'forbidden' });
    expect(connection.closed).toEqual({ code: 4403, reason: "You don't have permission to open a shell." });
    expect(stream.terminated).toBe(true);
    const late = room.bind(sessionId);
    expect([late.last('toast')?.Code, late.closed?.code]).toEqual(['forbidden', 4404]);
  });

  test('ends a shell without a window', async () => {
    const room = new TerminalRoom({ recheckMs: 10_000 });
    const { connection } = room.open();
    connection.drop();
    room.backend.stream.verdicts.push(FORBIDDEN, FORBIDDEN);
    await room.clock.advanceAsync(12_000);
    expect(room.backend.stream.terminated).toBe(true);
  });

  test('by credentials that the cluster no longer accepts closes with 4401', async () => {
    const { room, connection } = opened();
    const failure = { code: 'cluster-unauthenticated', reason: 'Renew them.' } as const;
    const verdict: ShellVerdict = { kind: 'refused', failure };
    room.backend.stream.verdicts.push(verdict, verdict);
    await room.clock.advanceAsync(interval);
    expect(connection.closed).toEqual({ code: 4401, reason: 'Renew them.' });
    expect(room.backend.stream.terminated).toBe(true);
  });

  test('must be confirmed, and what the cluster does not answer changes nothing', async () => {
    const { room, connection } = opened();
    const { stream } = room.backend;
    stream.verdicts.push(FORBIDDEN, { kind: 'allowed' }, { kind: 'unknown' }, FORBIDDEN, { kind: 'unknown' });
    await room.clock.advanceAsync(10 * interval);
    expect(stream.verdicts).toEqual([]);
    expect([stream.terminated, connection.closed]).toEqual([false, undefined]);
  });

  test('is asked for once for all shells with the same answer', async () => {
    const room = new TerminalRoom({ recheckMs: interval });
    const shells = [room.open(), room.open(), room.open()];
    await room.clock.advanceAsync(interval);
    expect(room.backend.streams.flatMap(({ asked }) => asked)).toHaveLength(1);
    room.backend.streams[0]?.verdicts.push(FORBIDDEN, FORBIDDEN);
    await room.clock.advanceAsync(interval);
    expect(shells.map(({ connection }) => connection.closed?.code)).toEqual([4403, 4403, 4403]);
  });

  test('is asked for at once after a resume with another sign-in, and not after one with the same', async () => {
    const room = new TerminalRoom({ recheckMs: interval });
    const [first, second] = [playedSignIn('alice', 'first'), playedSignIn('alice', 'second')];
    const sessionId = room.issue(first.caller);
    room.bindAs(first.caller, sessionId);
    const { stream } = room.backend;
    stream.sink.onStarted('bash');
    room.bindAs(first.caller, sessionId);
    await room.clock.advanceAsync(0);
    expect(stream.asked).toEqual([]);
    const connection = room.bindAs(second.caller, sessionId);
    expect(connection.last('bound')?.Resumed).toBe(true);
    await room.clock.advanceAsync(0);
    expect(stream.asked).toEqual([second.caller]);
  });

  test('is asked for at once after a resume, if the cluster could not be asked for long', async () => {
    const { room, sessionId } = opened();
    const { stream } = room.backend;
    stream.verdicts.push({ kind: 'unknown' }, { kind: 'unknown' });
    await room.clock.advanceAsync(interval + 1000);
    const before = stream.asked.length;
    room.bind(sessionId);
    await room.clock.advanceAsync(0);
    expect(stream.asked).toHaveLength(before + 1);
  });

  test('is asked for with the last token, once the sign-in has ended', async () => {
    const room = new TerminalRoom({ recheckMs: 10_000 });
    const { caller, end } = playedSignIn('alice', 'first');
    const sessionId = room.issue(caller);
    room.bindAs(caller, sessionId);
    room.backend.stream.sink.onStarted('bash');
    end();
    await room.clock.advanceAsync(10_000);
    expect(room.backend.stream.asked.map(({ credential }) => credential)).toMatchObject([
      { key: 'first afterwards' },
    ]);
    expect(room.registry.find(sessionId, caller)).toBeDefined();
  });

  test('leaves no timer behind', async () => {
    const { room } = opened();
    room.backend.stream.exit(0);
    await settlePromises();
    expect(room.clock.pendingTimers).toBe(0);
  });
});
