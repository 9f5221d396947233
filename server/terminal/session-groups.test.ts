import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Session } from './session.ts';
import type { FakeConnection } from './testing/fake-connection.ts';
import { ALICE, BOB, TerminalRoom } from './testing/terminal-room.ts';

const WIDE = {
  maxSessions: 2000,
  maxSessionsPerUser: 2000,
  maxUnboundSessionsPerUser: 2000,
  maxSessionsPerAddress: 2000,
  maxUnboundSessionsPerAddress: 2000,
};

const which = fc.nat(30);
const step = fc.oneof(
  fc.record({ kind: fc.constant('issue' as const), isBob: fc.boolean() }),
  fc.record({ kind: fc.constant('bind' as const), which }),
  fc.record({ kind: fc.constant('drop' as const), which }),
  fc.record({ kind: fc.constant('leave' as const), which }),
  fc.record({ kind: fc.constant('close' as const), which }),
  fc.record({ kind: fc.constant('exit' as const), which }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 5000, 10_000, 60_000) }),
);

test('the counts of a user and of an address are those of their sessions, whatever happens to these', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const sessions = new Map<string, Session>();
      const room = new TerminalRoom(
        { ...WIDE, maxUnattachedSessionsPerUser: 2, resumeMs: 120_000 },
        { onIssued: (_, session) => void sessions.set(session.sessionId, session) },
      );
      const shells: { readonly id: string; readonly isBob: boolean; page?: FakeConnection }[] = [];
      for (const one of steps) {
        const shell = 'which' in one ? shells[one.which % Math.max(1, shells.length)] : undefined;
        if (one.kind === 'issue') {
          const address = one.isBob ? '203.0.113.9' : undefined;
          shells.push({ id: room.issue(one.isBob ? BOB : ALICE, address), isBob: one.isBob });
        } else if (one.kind === 'pass') await room.clock.advanceAsync(one.ms);
        else if (shell === undefined) continue;
        else if (one.kind === 'bind') shell.page = room.bindAs(shell.isBob ? BOB : ALICE, shell.id);
        else if (one.kind === 'drop') shell.page?.drop();
        else if (one.kind === 'leave') shell.page?.receive({ Op: 'leave' });
        else if (one.kind === 'close') shell.page?.receive({ Op: 'close' });
        else room.backend.streams[one.which % Math.max(1, room.backend.streams.length)]?.exit(0);
        const { byUser, byAddress } = room.registry.counted;
        for (const { userId } of [ALICE, BOB]) {
          const own = room.registry.list({ userId }).map(({ sessionId }) => sessions.get(sessionId));
          const counts = {
            total: own.length,
            unbound: own.filter((session) => session?.isUnbound).length,
            unattached: own.filter((session) => session?.unattachedSince !== undefined).length,
          };
          expect(byUser.countsOf(userId)).toEqual(counts);
          expect(byAddress.countsOf(userId === BOB.userId ? '203.0.113.9' : '203.0.113.1')).toEqual(counts);
        }
        expect(room.registry.size).toBe(
          [ALICE, BOB].reduce((sum, { userId }) => sum + byUser.countsOf(userId).total, 0),
        );
      }
    }),
    { numRuns: 200 },
  );
});

test('another shell, or one that is left, costs as much however many its user has', () => {
  const room = new TerminalRoom(WIDE);
  const looks = vi.spyOn(Session.prototype, 'isUnbound', 'get');
  const cost = (): number => {
    const before = looks.mock.calls.length;
    const { connection } = room.open();
    connection.receive({ Op: 'leave' });
    connection.drop();
    room.bind(room.registry.list(ALICE).at(-1)?.sessionId ?? '');
    return looks.mock.calls.length - before;
  };
  const first = cost();
  for (let count = 0; count < 500; count += 1) room.open();
  expect(cost()).toBe(first);
  looks.mockRestore();
});
