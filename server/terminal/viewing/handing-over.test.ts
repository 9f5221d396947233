import { describe, expect, test } from 'vitest';
import type { FakeConnection } from '../testing/fake-connection.ts';
import { ALICE, BOB } from '../testing/terminal-room.ts';
import { WatchedRoom } from '../testing/watched-room.ts';

const CAROL = { ...BOB, userId: 'carol', displayName: 'Carol' };

async function watched() {
  const room = new WatchedRoom();
  const { sessionId, connection: owner } = room.open({ Ack: true, Writer: 'w' });
  const viewId = room.share(sessionId);
  const bob = await room.watch(BOB, viewId);
  const id = bob.last('viewers')?.You ?? '';
  return { room, sessionId, owner, viewId, bob, id, stream: room.backend.stream };
}

function agree(owner: FakeConnection, id: string, Agree = true): void {
  owner.receive({ Op: 'keyboard', Watcher: id, Agree });
}

function ask(watcher: FakeConnection, Agree = true): void {
  watcher.receive({ Op: 'keyboard', Agree });
}

/** How far the first watcher is, as each side was told. */
function shares(...sides: FakeConnection[]): (string | undefined)[] {
  return sides.map((side) => side.last('viewers')?.Watchers[0]?.Keyboard);
}

describe('the keyboard', () => {
  test('goes to a watcher that asks, once the owner agrees', async () => {
    const { room, owner, bob, id, stream } = await watched();
    ask(bob);
    bob.receive({ Op: 'stdin', Data: 'too early' });
    expect(shares(owner, bob)).toEqual(['asked', 'asked']);
    expect(stream.input).toBe('');
    agree(owner, id);
    expect(shares(owner, bob)).toEqual(['has', 'has']);
    bob.receive({ Op: 'stdin', Data: 'ls\r' });
    bob.receive({ Op: 'stdin', Data: '\ud83d' });
    bob.receive({ Op: 'stdin', Data: '\ude00' });
    bob.receive({ Op: 'stdin', Data: '\xff', Binary: true });
    expect(Buffer.concat(stream.written)).toEqual(Buffer.concat([Buffer.from('ls\r😀'), Buffer.from([255])]));
    expect(room.viewed.at(-1)).toEqual(['handed over']);
  });

  test('goes to a watcher that takes what the owner offers', async () => {
    const { owner, bob, id, stream } = await watched();
    agree(owner, id);
    expect(shares(bob)).toEqual(['offered']);
    bob.receive({ Op: 'stdin', Data: 'x' });
    expect(stream.input).toBe('');
    ask(bob);
    bob.receive({ Op: 'stdin', Data: 'y' });
    expect(stream.input).toBe('y');
  });

  test('is the owner’s again with their next key, which is typed', async () => {
    const { room, owner, bob, id, stream } = await watched();
    ask(bob);
    agree(owner, id);
    bob.receive({ Op: 'stdin', Data: 'rm ' });
    room.clock.advance(1_000);
    owner.receive({ Op: 'stdin', Data: '\x1b[3;1R' });
    expect(shares(owner)).toEqual(['has']);
    owner.receive({ Op: 'stdin', Data: '\x03' });
    bob.receive({ Op: 'stdin', Data: '-rf /' });
    expect(stream.input).toBe('rm \x1b[3;1R\x03');
    expect(shares(owner, bob)).toEqual(['none', 'none']);
    expect(room.viewed.at(-1)).toEqual(['returned', { bytes: 3, ms: 1_000, why: 'owner-typed' }]);
  });

  test.each([
    [
      'the owner takes it',
      'taken-back',
      ({ owner }: Side) => owner.receive({ Op: 'keyboard', Agree: false }),
    ],
    ['the watcher gives it back', 'given-back', ({ bob }: Side) => ask(bob, false)],
    ['the watcher leaves', 'watcher-left', ({ bob }: Side) => bob.drop()],
    ['the owner’s connection is lost', 'owner-left', ({ owner }: Side) => owner.drop()],
  ])('is the owner’s again when %s', async (_, why, act) => {
    const { room, owner, bob, id, stream } = await watched();
    ask(bob);
    agree(owner, id);
    act({ owner, bob });
    bob.receive({ Op: 'stdin', Data: 'x' });
    expect(stream.input).toBe('');
    expect(room.viewed).toContainEqual(['returned', { bytes: 0, ms: 0, why }]);
  });

  test('is of no use to a watcher that was shown out and whose connection lives on', async () => {
    const { room, sessionId, owner, viewId, bob, id, stream } = await watched();
    agree(owner, id);
    ask(bob);
    bob.lineIsDead = true;
    room.views.end(ALICE, sessionId, viewId);
    expect(bob.closed?.code).toBe(4403);
    expect(owner.last('viewers')?.Names).toEqual([]);
    const told = [
      ['returned', { bytes: 0, ms: 0, why: 'watcher-left' }],
      ['left', 0, 'link-ended'],
    ];
    expect(room.viewed.slice(-2)).toEqual(told);
    bob.receive({ Op: 'stdin', Data: 'rm -rf' });
    expect(stream.input).toBe('');
    room.clock.advance(1_000);
    bob.drop();
    expect(room.viewed.slice(-2)).toEqual(told);
  });

  test('is given to one watcher at a time', async () => {
    const { room, owner, viewId, bob, id, stream } = await watched();
    const carol = await room.watch(CAROL, viewId);
    for (const one of [bob, carol]) ask(one);
    agree(owner, id);
    agree(owner, carol.last('viewers')?.You ?? '');
    bob.receive({ Op: 'stdin', Data: 'b' });
    carol.receive({ Op: 'stdin', Data: 'c' });
    expect(stream.input).toBe('c');
    expect(owner.last('viewers')?.Watchers.map(({ Keyboard }) => Keyboard)).toEqual(['none', 'has']);
  });

  test('is not to be had while the owner is away', async () => {
    const { room, sessionId, owner, bob, id, stream } = await watched();
    owner.drop();
    ask(bob);
    const back = room.bind(sessionId);
    expect(shares(back)).toEqual(['none']);
    agree(back, id);
    bob.receive({ Op: 'stdin', Data: 'x' });
    expect(stream.input).toBe('');
  });

  test('stays with the watcher when another window of the owner takes over, whose keys take it back', async () => {
    const { room, sessionId, owner, bob, id, stream } = await watched();
    ask(bob);
    agree(owner, id);
    const other = room.bind(sessionId);
    bob.receive({ Op: 'stdin', Data: 'b' });
    other.receive({ Op: 'stdin', Data: 'a' });
    bob.receive({ Op: 'stdin', Data: 'b' });
    expect(stream.input).toBe('ba');
  });

  test('is not for somebody who does not watch', async () => {
    const { owner, bob, stream } = await watched();
    ask(bob);
    agree(owner, 'nobody');
    bob.receive({ Op: 'stdin', Data: 'x' });
    expect(stream.input).toBe('');
  });
});

test('what a watcher types does not count as the owner’s input, and holds back the watcher alone', async () => {
  const { room, owner, bob, id, stream } = await watched();
  ask(bob);
  agree(owner, id);
  stream.roomForInput = false;
  bob.receive({ Op: 'stdin', Data: 'a long paste' });
  expect(bob.readingPaused).toBe(true);
  expect(owner.readingPaused).toBe(false);
  stream.sink.onDrain();
  expect(bob.readingPaused).toBe(false);
  room.clock.advance(10_000);
  expect(owner.messages.flatMap((message) => ('Input' in message ? [message.Input] : []))).toEqual([0]);
});

interface Side {
  readonly owner: FakeConnection;
  readonly bob: FakeConnection;
}
