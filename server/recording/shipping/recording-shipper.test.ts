import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StoreError } from '../ports.ts';
import { id, META, ShippingRoom } from '../testing/shipping-room.ts';
import { idAt, metaOf, NOON } from '../testing/stored-recordings.ts';

let room: ShippingRoom;
beforeEach(async () => {
  room = await ShippingRoom.open();
});
afterEach(() => room.close());

test('a recording is in the store while it grows, and whole when it is closed', async () => {
  const shipping = await room.opened();
  expect(room.storedMeta()).toEqual({ ...META, encrypted: false, heardAt: NOON });
  room.grow(shipping, 'one ');
  await room.until(() => expect(room.partCast()).toBe('one '));
  await room.until(() => expect(room.spool.kept.get(id)).toBe(4));
  room.grow(shipping, 'two ');
  room.spool.add(id, Buffer.from('three'));
  const final = room.final();
  shipping.closed(id, final);
  await room.until(() => expect(room.storedMeta()).toEqual({ ...final, encrypted: false }));
  expect(room.storedCast()).toBe('one two three');
  await room.until(() => expect(room.spool.files.size).toBe(0));
  expect(await readdir(room.folder)).toEqual([]);
  expect(room.clock.pendingTimers).toBe(0);
});

test('figures tell what is on its way, and what the store has taken', async () => {
  const shipping = await room.opened();
  expect(shipping.figures).toEqual({ live: 1, waiting: 0, failing: 0, sentBytes: 0 });
  room.grow(shipping, 'four');
  await room.until(() => expect(shipping.figures.sentBytes).toBe(4));
  room.store.failure = new StoreError('unavailable', 'The store does not answer.');
  shipping.closed(id, room.final());
  await room.until(() => expect(shipping.figures).toEqual({ live: 0, waiting: 1, failing: 1, sentBytes: 4 }));
  room.store.failure = undefined;
  await room.until(() => expect(shipping.figures).toEqual({ live: 0, waiting: 0, failing: 0, sentBytes: 4 }));
});

test('little output waits for more, but not longer than two seconds', async () => {
  const shipping = await room.opened();
  room.grow(shipping, 'a');
  await room.clock.advanceAsync(1000);
  expect(room.partCast() ?? '').toBe('');
  room.grow(shipping, 'b');
  await room.until(() => expect(room.partCast()).toBe('ab'));
  expect(room.appends).toHaveLength(1);
  await shipping.dispose();
});

test('others see how far a live recording is', async () => {
  const shipping = await room.opened();
  shipping.grew(id, { bytes: room.spool.add(id, Buffer.from('abc')), durationMs: 700, hash: 'cd' });
  await room.until(() =>
    expect(room.storedMeta()).toMatchObject({ bytes: 3, durationMs: 700, hash: 'cd', state: 'live' }),
  );
  expect(shipping.meta(id)).toMatchObject({ bytes: 3 });
  await shipping.dispose();
});

test('what changes of a strict recording is in the store within 1.5 s', async () => {
  const shipping = room.shipper();
  const other = metaOf({ ...META, id: idAt(NOON, 1) });
  await shipping.opened({ meta: other, isStrict: true });
  await shipping.opened({ meta: META, isStrict: true });
  for (let bytes = 1; bytes < 5; bytes += 1) {
    shipping.grew(id, { bytes: room.spool.add(id, Buffer.from('x')), hash: `${bytes}` });
    await room.clock.advanceAsync(1500);
    expect(room.storedMeta()).toMatchObject({ bytes, hash: `${bytes}` });
  }
  await shipping.dispose();
});

test.each([
  ['may go on without', false],
  ['may not go on without', true],
])('an idle recording that %s the store is heard of every ten minutes', async (_, isStrict) => {
  const shipping = await room.opened({ isStrict });
  const heard = new Set<number>();
  for (let minute = 0; minute < 60; minute += 1) {
    await room.clock.advanceAsync(60_000);
    heard.add((room.storedMeta().heardAt - NOON) / 60_000);
  }
  if (isStrict) expect(heard.size).toBeGreaterThan(30);
  else expect([...heard].map(Math.floor)).toEqual([0, 10, 20, 30, 40, 50, 60]);
  await shipping.dispose();
});

test('a dropped recording leaves neither store nor spool anything', async () => {
  const shipping = await room.opened();
  room.grow(shipping, 'x');
  await room.until(() => expect(room.partCast()).toBe('x'));
  shipping.dropped(id);
  await room.until(() => expect(shipping.meta(id)).toBeUndefined());
  expect([room.store.objects.size, room.store.parts.size, room.spool.files.size]).toEqual([0, 0, 0]);
  expect(await readdir(room.folder)).toEqual([]);
});

test('a server that stops sends what is closed, and leaves the rest to its next run', async () => {
  const shipping = room.shipper();
  const other = metaOf({ ...META, id: idAt(NOON, 1) });
  await Promise.all([
    shipping.opened({ meta: META, isStrict: false }),
    shipping.opened({ meta: other, isStrict: false }),
  ]);
  room.spool.add(id, Buffer.from('closed'));
  shipping.grew(other.id, { bytes: room.spool.add(other.id, Buffer.from('open')) });
  shipping.closed(id, room.final());
  await shipping.dispose();
  expect(room.storedCast()).toBe('closed');
  expect([...room.spool.files.keys()]).toEqual([other.id]);
  expect(room.logger.of('warn')).toMatchObject([{ fields: { left: 1 } }]);
  await room.until(() => expect(room.clock.pendingTimers).toBe(0));
});

test('a server that stops does not wait for a store that hangs', async () => {
  const shipping = await room.opened();
  room.spool.add(id, Buffer.from('x'));
  room.store.gate = new Promise(() => {});
  shipping.closed(id, room.final());
  const disposing = shipping.dispose();
  await room.clock.advanceAsync(6000);
  await disposing;
  expect(room.spool.files.has(id)).toBe(true);
});
