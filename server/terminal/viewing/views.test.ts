import { describe, expect, test } from 'vitest';
import { HIGH_MARK_BYTES } from '../limits.ts';
import type { ShellVerdict } from '../ports.ts';
import type { FakeConnection } from '../testing/fake-connection.ts';
import { ADDRESS, ALICE, BOB, signedIn } from '../testing/terminal-room.ts';
import { WatchedRoom } from '../testing/watched-room.ts';
import { MAX_VIEW_LINKS, MAX_WATCHERS, VIEW_LINK_MS } from './view-link.ts';

const CAROL = { ...BOB, userId: 'carol', displayName: 'Carol' };
const REFUSED: ShellVerdict = { kind: 'refused', failure: { code: 'forbidden', reason: 'You may not.' } };

/** A shared session with a process that is up. */
function shared(limits: ConstructorParameters<typeof WatchedRoom>[0] = {}) {
  const room = new WatchedRoom(limits);
  const { sessionId, connection: owner } = room.open({ Cols: 80, Rows: 24, Ack: true });
  return { room, sessionId, owner, viewId: room.share(sessionId), stream: room.backend.stream };
}

/** The id by which a watcher is known. */
function idOf(watcher: FakeConnection): string {
  return watcher.last('viewers')?.You ?? '';
}

describe('whoever may exec into the pod', () => {
  test('watches by a link: what the owner sees, at its size, and who else does', async () => {
    const { room, sessionId, owner, viewId, stream } = shared();
    stream.output('$ ');
    const bob = await room.watch(BOB, viewId);
    expect(bob.messages[0]).toMatchObject({
      Op: 'bound',
      SessionID: viewId,
      ReadOnly: true,
      Watched: { Namespace: 'team-a', Pod: 'debian', Owner: 'Alice' },
    });
    expect(bob.last('size')).toEqual({ Op: 'size', Cols: 80, Rows: 24 });
    expect(bob.output).toBe('$ ');
    expect(owner.last('viewers')?.Names).toEqual(['Bob']);
    const carol = await room.watch(CAROL, viewId);
    for (const one of [owner, bob, carol]) expect(one.last('viewers')?.Names).toEqual(['Bob', 'Carol']);
    expect(room.views.sharing(ALICE, sessionId)).toMatchObject({
      links: [{ viewId }],
      watchers: [{ name: 'Bob', viewId }, { name: 'Carol' }],
    });
    carol.drop();
    expect(owner.last('viewers')?.Names).toEqual(['Bob']);
    expect(bob.last('viewers')?.Names).toEqual(['Bob']);
    expect(JSON.stringify(bob.messages)).not.toContain(sessionId);
  });

  test('types nothing, changes no size and ends nothing', async () => {
    const { room, owner, viewId, stream } = shared();
    const bob = await room.watch(BOB, viewId);
    bob.receive({ Op: 'stdin', Data: 'rm -rf /\r' });
    bob.receive({ Op: 'resize', Cols: 10, Rows: 10 });
    bob.receive({ Op: 'leave' });
    bob.receive({ Op: 'close' });
    expect(stream.input).toBe('');
    expect(stream.sizes).toEqual([]);
    expect(bob.closed).toBeUndefined();
    expect(owner.closed).toBeUndefined();
    expect(room.registry.size).toBe(1);
  });

  test('is told what the session is told of pings at once', async () => {
    const { room, viewId, stream } = shared();
    const bob = await room.watch(BOB, viewId, { Ping: true });
    bob.receive({ Op: 'ping' });
    expect(bob.messages.filter(({ Op }) => Op === 'pong')).toHaveLength(2);
    expect(stream.pings).toEqual([]);
  });

  test('is told the end of the shell, with what came before', async () => {
    const { room, viewId, stream } = shared();
    const bob = await room.watch(BOB, viewId);
    stream.output('bye');
    stream.exit(3);
    expect(bob.output).toBe('bye');
    expect(bob.last('exit')?.Code).toBe(3);
    expect(bob.closed?.code).toBe(1);
    await expect.poll(() => room.registry.size).toBe(0);
    expect((await room.watch(BOB, viewId)).closed?.code).toBe(4404);
    expect(room.viewed).toEqual([['shared'], ['viewed'], ['left', 0, 'shell-ended']]);
    expect(room.clock.pendingTimers).toBe(0);
  });
});

describe('who may not', () => {
  test('is refused with the cluster’s reason, and sees nothing', async () => {
    const { room, owner, viewId, stream } = shared();
    room.verdicts.set('bob', REFUSED);
    const bob = await room.watch(BOB, viewId);
    stream.output('secret');
    expect(bob.messages).toEqual([{ Op: 'toast', Level: 'error', Code: 'forbidden', Data: 'You may not.' }]);
    expect(bob.closed).toEqual({ code: 4403, reason: 'You may not.' });
    expect(owner.last('viewers')).toBeUndefined();
    expect(room.viewed).toEqual([['shared'], ['refused', 'forbidden']]);
    await expect(room.views.look(BOB, viewId)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('learns from the link whether the terminal is attached to a main process', async () => {
    const { room, viewId } = shared();
    const sessionId = room.issue(ALICE, ADDRESS, { attach: true });
    expect(await room.views.look(BOB, viewId)).not.toHaveProperty('attached');
    expect(await room.views.look(BOB, room.share(sessionId))).toMatchObject({
      owner: 'Alice',
      attached: true,
    });
  });

  test('of an unknown link learns nothing', async () => {
    const { room } = shared();
    const bob = await room.watch(BOB, 'guess');
    expect(bob.messages).toEqual([]);
    expect(bob.closed?.code).toBe(4404);
    await expect(room.views.look(BOB, 'guess')).rejects.toMatchObject({ code: 'view-not-found' });
  });

  test('sees nothing before the cluster has answered', async () => {
    const { room, viewId, stream } = shared();
    const answer = Promise.withResolvers<ShellVerdict>();
    room.verdicts.set('bob', answer.promise);
    const bob = await room.watch(BOB, viewId);
    stream.output('secret');
    room.clock.settle();
    expect(bob.messages).toEqual([]);
    bob.drop();
    answer.resolve({ kind: 'allowed' });
    await room.answered();
    expect(bob.messages).toEqual([]);
    expect(room.viewed).toEqual([['shared']]);
  });

  test('is asked to come again when the cluster does not answer', async () => {
    const { room, viewId } = shared();
    room.verdicts.set('bob', { kind: 'unknown' });
    const bob = await room.watch(BOB, viewId);
    expect(bob.last('toast')?.Code).toBe('cluster-unreachable');
    expect(bob.closed?.code).toBe(1001);
  });

  test('any more is shown out within the time between two checks, once that is confirmed', async () => {
    const { room, owner, viewId, stream } = shared({ recheckMs: 60_000 });
    const bob = await room.watch(BOB, viewId);
    room.verdicts.set('bob', REFUSED);
    room.clock.advance(60_000);
    await room.answered();
    room.clock.advance(2_000);
    await room.answered();
    expect(bob.closed).toEqual({ code: 4403, reason: 'You may not.' });
    expect(owner.last('viewers')?.Names).toEqual([]);
    stream.output('secret');
    room.clock.settle();
    expect(bob.output).toBe('');
    expect(room.viewed.at(-1)?.[2]).toBe('permission-lost');
  });

  test('is no longer signed in is sent away', async () => {
    const { room, viewId } = shared();
    const { caller, end } = signedIn(BOB);
    const bob = await room.watch(caller, viewId);
    end();
    expect(bob.last('toast')?.Data).toContain('keep watching');
    expect(bob.closed?.code).toBe(4401);
    expect(room.viewed.at(-1)?.[2]).toBe('permission-lost');
  });
});

describe('the owner', () => {
  test('ends a link, and all who watch by it', async () => {
    const { room, sessionId, viewId } = shared();
    const other = room.share(sessionId);
    const bob = await room.watch(BOB, viewId);
    const carol = await room.watch(CAROL, other);
    room.views.end(ALICE, sessionId, viewId);
    expect(bob.last('toast')).toMatchObject({ Code: 'view-ended', Data: expect.stringContaining('Alice') });
    expect(bob.closed?.code).toBe(4403);
    expect(carol.closed).toBeUndefined();
    expect((await room.watch(BOB, viewId)).closed?.code).toBe(4404);
    room.views.end(ALICE, sessionId, undefined);
    expect(carol.closed?.code).toBe(4403);
    expect(() => room.views.end(ALICE, sessionId, viewId)).toThrow('not valid');
  });

  test('removes a user, who does not come back by that link, but by a new one', async () => {
    const { room, sessionId, viewId } = shared();
    const windows = [await room.watch(BOB, viewId), await room.watch(BOB, viewId)];
    room.views.end(ALICE, sessionId, idOf(windows[0] as FakeConnection));
    for (const window of windows) expect(window.last('toast')?.Code).toBe('view-removed');
    expect((await room.watch(BOB, viewId)).last('toast')?.Code).toBe('view-removed');
    await expect(room.views.look(BOB, viewId)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await room.watch(CAROL, viewId)).closed).toBeUndefined();
    expect((await room.watch(BOB, room.share(sessionId))).closed).toBeUndefined();
  });

  test('is the only one to make, list and end links', () => {
    const { room, sessionId, viewId } = shared();
    for (const call of [
      () => room.views.share(BOB, sessionId),
      () => room.views.sharing(BOB, sessionId),
      () => room.views.end(BOB, sessionId, viewId),
    ]) {
      expect(call).toThrow(expect.objectContaining({ code: 'session-not-found' }));
    }
  });

  test('has so many links at most, each for 24 h', async () => {
    const { room, sessionId, viewId } = shared({ resumeMs: 10 * VIEW_LINK_MS });
    for (let links = 1; links < MAX_VIEW_LINKS; links += 1) room.share(sessionId);
    expect(() => room.share(sessionId)).toThrow(expect.objectContaining({ code: 'view-limit' }));
    const bob = await room.watch(BOB, viewId);
    room.clock.advance(VIEW_LINK_MS);
    expect(bob.last('toast')?.Code).toBe('view-expired');
    expect(room.views.sharing(ALICE, sessionId)).toEqual({ links: [], watchers: [] });
  });

  test('has so many watchers at most', async () => {
    const { room, viewId } = shared();
    for (let watchers = 0; watchers < MAX_WATCHERS; watchers += 1) await room.watch(BOB, viewId);
    const surplus = await room.watch(CAROL, viewId);
    expect(surplus.last('toast')?.Code).toBe('watcher-limit');
    expect(surplus.closed?.code).toBe(4429);
    expect(room.viewed.at(-1)).toEqual(['refused', 'watcher-limit']);
  });

  test('has room for whoever may watch, however many ask who may not', async () => {
    const { room, owner, viewId } = shared();
    const answer = Promise.withResolvers<ShellVerdict>();
    room.verdicts.set('bob', answer.promise);
    const asking = Array.from({ length: MAX_WATCHERS }, () => room.askToWatch(BOB, viewId));
    expect(room.askToWatch(BOB, viewId).closed?.code).toBe(4429);
    await room.watch(CAROL, viewId);
    expect(owner.last('viewers')?.Names).toEqual(['Carol']);
    answer.resolve(REFUSED);
    await room.answered();
    for (const one of asking) expect(one.closed?.code).toBe(4403);
  });

  test('that comes back is told who watches', async () => {
    const { room, sessionId, owner, viewId } = shared();
    await room.watch(BOB, viewId);
    owner.drop();
    expect(room.bind(sessionId).last('viewers')?.Names).toEqual(['Bob']);
  });
});

describe('while the owner is away', () => {
  test('from a sign-out on, the shell is watched for as long as it is kept', async () => {
    const { room, sessionId, viewId, stream } = shared({ resumeMs: 60_000 });
    const { caller, end } = signedIn(ALICE);
    const owner = room.bindAs(caller, sessionId);
    const bob = await room.watch(BOB, viewId);
    end();
    expect(owner.closed?.code).toBe(4401);
    stream.output('still here');
    room.clock.settle();
    expect(bob.output).toBe('still here');
    await room.clock.advanceAsync(60_000);
    expect(bob.closed?.code).toBe(1);
    expect((await room.watch(BOB, viewId)).closed?.code).toBe(4404);
  });

  test('from the stop of the server on, those who watch see the end, and those who ask are told of it', async () => {
    const { room, viewId } = shared();
    const bob = await room.watch(BOB, viewId);
    room.verdicts.set('carol', new Promise(() => {}));
    const carol = room.askToWatch(CAROL, viewId);
    room.registry.disconnectAll(1001, 'Going away');
    expect(bob.closed).toBeUndefined();
    const stopped = room.registry.dispose();
    await room.clock.advanceAsync(5_000);
    await stopped;
    expect(bob.closed?.code).toBe(1);
    expect(carol.last('toast')?.Code).toBe('view-over');
    expect(room.viewed.at(-1)).toEqual(['left', 0, 'shell-ended']);
    expect(room.clock.pendingTimers).toBe(0);
  });
});

test('a watcher that takes nothing gets no news either, until it has room', async () => {
  const { room, owner, viewId, stream } = shared();
  const bob = await room.watch(BOB, viewId, { Ack: true });
  const news = () => bob.messages.filter(({ Op }) => Op === 'viewers').length;
  const before = news();
  bob.bufferedBytes = 100 * 1024;
  for (let others = 0; others < 10; others += 1) (await room.watch(CAROL, viewId)).drop();
  expect(news()).toBe(before);
  stream.output('y'.repeat(HIGH_MARK_BYTES / 2));
  expect(owner.output).toHaveLength(HIGH_MARK_BYTES / 2);
  bob.bufferedBytes = 0;
  bob.drain();
  expect(news()).toBe(before + 1);
  expect(bob.last('viewers')?.Names).toEqual(['Bob']);
});
