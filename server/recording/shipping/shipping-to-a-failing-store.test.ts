/** A store that fails: attempts are repeated, and who has to know hears of it in time. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordingHealth, StoreError } from '../ports.ts';
import { id, META, REFUSED, ShippingRoom } from '../testing/shipping-room.ts';
import { idAt, metaOf, NOON } from '../testing/stored-recordings.ts';

let room: ShippingRoom;
beforeEach(async () => {
  room = await ShippingRoom.open();
});
afterEach(() => room.close());

test('a store that refuses is tried again, and nothing is lost or doubled', async () => {
  const shipping = room.shipper();
  const heard: RecordingHealth[] = [];
  shipping.onHealth((of, health) => of === id && heard.push(health));
  await shipping.opened({ meta: META, isStrict: false });
  room.grow(shipping, 'one ');
  await room.until(() => expect(room.partCast()).toBe('one '));
  room.store.failure = REFUSED;
  room.grow(shipping, 'two');
  await room.until(() =>
    expect(shipping.health(id)).toMatchObject({ kind: 'failing', reason: REFUSED.message }),
  );
  await room.clock.advanceAsync(60 * 60 * 1000);
  shipping.closed(id, room.final());
  room.store.failure = undefined;
  await room.until(() => expect(room.storedCast()).toBe('one two'));
  await room.until(() => expect(heard.map(({ kind }) => kind)).toEqual(['failing', 'ok']));
  expect(room.logger.of('warn').map(({ fields }) => fields)).toEqual([
    { store: 'memory', reason: REFUSED.message },
  ]);
  expect(room.logger.of('info')).toHaveLength(1);
});

test('attempts come ever later, up to half a minute', async () => {
  const shipping = await room.opened();
  room.store.failure = REFUSED;
  room.store.calls.length = 0;
  room.grow(shipping, 'x');
  await room.until(() => expect(shipping.health(id).kind).toBe('failing'));
  const first = room.store.calls.length;
  for (let minute = 0; minute < 60; minute += 1) await room.clock.advanceAsync(60_000);
  const inAnHour = room.store.calls.length - first;
  expect(inAnHour).toBeGreaterThan(100);
  expect(inAnHour).toBeLessThan(600);
  await shipping.dispose();
});

test('a strict recording hears within 4 s that its store fails', async () => {
  const shipping = await room.opened({ isStrict: true });
  const heard: number[] = [];
  shipping.onHealth((_, { kind }) => kind === 'failing' && heard.push(room.clock.now()));
  room.store.failure = REFUSED;
  const failedAt = room.clock.now();
  await room.clock.advanceAsync(4000);
  expect(heard).toHaveLength(1);
  expect((heard[0] ?? 0) - failedAt).toBeLessThanOrEqual(4000);
  await shipping.dispose();
});

test('a hundred strict recordings that are idle ask the store once every 1.5 s, and all hear in time', async () => {
  const shipping = room.shipper();
  const ids = Array.from({ length: 100 }, (_, index) => idAt(NOON, index));
  for (const one of ids) {
    await shipping.opened({ meta: metaOf({ ...META, id: one }), isStrict: true });
    await room.clock.advanceAsync(17);
  }
  await room.clock.advanceAsync(3000);
  room.store.calls.length = 0;
  await room.clock.advanceAsync(15_000);
  expect(room.store.calls.length).toBeGreaterThanOrEqual(9);
  expect(room.store.calls.length).toBeLessThanOrEqual(11);
  const heard = new Map<string, number>();
  shipping.onHealth((of, { kind }) => kind === 'failing' && heard.set(of, room.clock.now()));
  room.store.failure = REFUSED;
  const failedAt = room.clock.now();
  await room.clock.advanceAsync(4000);
  expect(heard.size).toBe(100);
  expect(Math.max(...heard.values()) - failedAt).toBeLessThanOrEqual(4000);
  await shipping.dispose();
});

test('one refusal between two successes is no failure', async () => {
  const shipping = await room.opened({ isStrict: true });
  const heard: unknown[] = [];
  shipping.onHealth((...args) => heard.push(args));
  room.store.failure = REFUSED;
  const before = room.store.calls.length;
  for (; room.store.calls.length === before; ) await room.clock.advanceAsync(100);
  room.store.failure = undefined;
  await room.clock.advanceAsync(10_000);
  expect(heard).toEqual([]);
  await shipping.dispose();
});

test('a strict recording is not taken by a store that fails, and leaves nothing behind', async () => {
  const shipping = room.shipper();
  room.store.failure = REFUSED;
  const opening = expect(shipping.opened({ meta: META, isStrict: true })).rejects.toBe(REFUSED);
  await room.clock.advanceAsync(2500);
  await opening;
  shipping.dropped(id);
  room.store.failure = undefined;
  await room.until(() => expect(shipping.meta(id)).toBeUndefined());
  expect([...room.store.objects.keys()]).toEqual([]);
  expect(room.clock.pendingTimers).toBe(0);
});

test('a reason that may hold a secret is not told', async () => {
  const shipping = await room.opened({ isStrict: true });
  room.store.failure = Object.assign(new Error('key AKIA-SECRET') as StoreError);
  await room.clock.advanceAsync(4000);
  expect(shipping.health(id)).toMatchObject({ kind: 'failing', reason: expect.not.stringContaining('AKIA') });
  await shipping.dispose();
});
