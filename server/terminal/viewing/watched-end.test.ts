import { expect, test } from 'vitest';
import { ALICE, BOB, signedIn } from '../testing/terminal-room.ts';
import { WatchedRoom } from '../testing/watched-room.ts';

type Limits = ConstructorParameters<typeof WatchedRoom>[0];

/** Ends a watched shell in some way, whose process is then killed. @returns what the watcher was told, and its close */
async function end(limits: Limits, how: (room: WatchedRoom, sessionId: string) => unknown) {
  const room = new WatchedRoom(limits);
  const { sessionId, connection: owner } = room.open({ Cols: 80, Rows: 24, Ack: true });
  const bob = await room.watch(BOB, room.share(sessionId));
  const ended = how(room, sessionId);
  await room.clock.advanceAsync(0);
  room.backend.stream.output('last words');
  room.backend.stream.exit(129);
  await room.clock.advanceAsync(10_000);
  await ended;
  const explained = bob.messages.filter((message) => message.Op === 'toast');
  return { codes: explained.map(({ Code }) => Code), bob, owner, explained };
}

test.each<[code: string, Limits, Parameters<typeof end>[1]]>([
  ['idle-limit', { idleMs: 60_000 }, (room) => room.clock.advance(60_000)],
  ['life-limit', { lifeMs: 60_000 }, (room) => room.clock.advance(60_000)],
  ['owner-ended', {}, (room, id) => room.registry.find(id, ALICE)?.end('closed-by-user')],
  ['owner-refused', {}, (room, id) => refuse(room, id)],
  ['server-stopped', {}, (room) => room.registry.dispose()],
])('those who watch are told %s, and then the exit code', async (code, limits, how) => {
  const { codes, explained, bob } = await end(limits, how);
  expect(codes).toEqual([code]);
  expect(explained[0]?.Data).toMatch(/^[A-Z].*\.$/);
  expect(bob.messages.at(-1)).toMatchObject({ Op: 'exit', Code: 129 });
  expect(bob.closed?.code).toBe(1);
});

test('those who watch are told when the owner has not come back in time', async () => {
  const room = new WatchedRoom({ resumeMs: 60_000 });
  const { caller, end: signOut } = signedIn(ALICE);
  const { sessionId } = room.open({ Cols: 80, Rows: 24 });
  room.bindAs(caller, sessionId);
  const bob = await room.watch(BOB, room.share(sessionId));
  signOut();
  await room.clock.advanceAsync(60_000);
  expect(bob.last('toast')?.Code).toBe('owner-away');
  expect(bob.closed?.code).toBe(1);
});

test('of a shell that has ended by itself, nothing but its exit code is told', async () => {
  const { codes, bob } = await end({}, (room) => room.backend.stream.exit(0));
  expect(codes).toEqual([]);
  expect(bob.last('exit')?.Code).toBe(0);
});

function refuse(room: WatchedRoom, sessionId: string): void {
  room.registry.find(sessionId, ALICE)?.refuse({ code: 'forbidden', reason: 'You may not.' });
}
