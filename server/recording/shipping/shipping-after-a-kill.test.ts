/** What a killed run has left, and what the next one does with it. */

import { readdir } from 'node:fs/promises';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { castKey } from '../store/recording-keys.ts';
import { id, META, ShippingRoom } from '../testing/shipping-room.ts';

let room: ShippingRoom;
beforeEach(async () => {
  room = await ShippingRoom.open();
});
afterEach(() => room.close());

test('after a kill the next run goes on where the store has it', async () => {
  const killed = await room.opened();
  room.grow(killed, 'one ');
  await room.until(async () => expect(await readdir(room.folder)).toEqual([`${id}.ship.json`]));
  room.store.gate = new Promise(() => {});
  room.grow(killed, 'two ');
  await room.clock.advanceAsync(3000);
  expect(room.appends).toHaveLength(2);
  room.store.gate = Promise.resolve();
  room.spool.add(id, Buffer.from('three'));
  room.store.calls.length = 0;
  const next = await room.opened();
  next.closed(id, room.final({ state: 'cut-short', cause: 'server-stopped' }));
  await room.until(() => expect(room.storedMeta()).toMatchObject({ state: 'cut-short' }));
  expect(room.storedCast()).toBe('one two three');
  expect(room.appends).toHaveLength(1);
});

test('a store that has lost what it had gets everything again', async () => {
  await room.killedAfter('one ');
  room.store.parts.clear();
  const next = await room.opened();
  room.spool.add(id, Buffer.from('two'));
  next.closed(id, room.final());
  await room.until(() => expect(room.storedCast()).toBe('one two'));
});

describe('killed after the file was complete and before its meta said so', () => {
  const WHOLE = `one ${'two '.repeat(500)}END`;

  /** A run that was killed then, and has left the end of the file in its spool. */
  async function killedWith(stored: string) {
    await room.killedAfter(WHOLE.slice(0, 4));
    room.spool.add(id, Buffer.from(WHOLE.slice(4)));
    room.spool.starts.set(id, 4);
    room.store.parts.clear();
    room.store.objects.set(castKey(id, false), Buffer.from(stored));
    room.store.calls.length = 0;
    const next = room.shipper();
    const opening = next.opened({ meta: META, isStrict: false });
    next.closed(id, room.final());
    await opening;
    return next;
  }

  test('the next run only writes the meta', async () => {
    await killedWith(WHOLE);
    await room.until(() =>
      expect(room.storedMeta()).toMatchObject({ state: 'complete', bytes: WHOLE.length }),
    );
    expect(room.storedCast()).toBe(WHOLE);
    await room.until(async () =>
      expect([room.spool.files.size, await readdir(room.folder)]).toEqual([0, []]),
    );
    expect(room.appends).toEqual([]);
    expect(room.clock.pendingTimers).toBe(0);
  });

  test.each([
    ['is of another size', WHOLE.slice(0, -3)],
    ['ends otherwise', `${WHOLE.slice(0, -3)}???`],
  ])('a stored file that %s is not taken for it', async (_, stored) => {
    const next = await killedWith(stored);
    await room.until(() =>
      expect(next.health(id)).toMatchObject({ kind: 'failing', reason: 'No such upload.' }),
    );
    expect(room.logger.of('error')).toEqual([]);
    expect(room.storedMeta()).toMatchObject({ state: 'live' });
    expect(room.spool.files.size).toBe(1);
    const disposing = next.dispose();
    await room.clock.advanceAsync(6000);
    await disposing;
  });
});

describe('killed after the file was complete, and the disk has nothing of the recording', () => {
  async function next(stored: string | undefined) {
    await room.killedAfter('one ');
    room.spool.files.set(id, Buffer.alloc(0));
    room.store.parts.clear();
    if (stored !== undefined) room.store.objects.set(castKey(id, false), Buffer.from(stored));
    const shipping = room.shipper();
    const opening = shipping.opened({ meta: META, isStrict: false, sameBytes: 0 });
    shipping.closed(id, room.final({ state: 'cut-short', cause: 'server-stopped' }));
    await opening;
    await room.until(async () =>
      expect([room.spool.files.size, await readdir(room.folder)]).toEqual([0, []]),
    );
  }

  test('the next run completes its entry', async () => {
    await next('one ');
    expect(room.storedMeta()).toMatchObject({ state: 'cut-short', lostBy: 'power-failure', bytes: 4 });
    expect(room.storedMeta()).not.toHaveProperty('hash');
    expect(room.storedCast()).toBe('one ');
    expect(room.logger.of('warn').map(({ fields }) => fields)).toContainEqual({ shellId: id, bytes: 4 });
  });

  test('nothing is kept where the store has no file either', async () => {
    await next(undefined);
    expect([room.storedMeta(), room.storedCast(), room.partCast()]).toEqual([null, undefined, undefined]);
  });
});

describe('whose state was lost, and whose beginning has left the spool', () => {
  /** As when a run was killed between the removal of the state and that of the file. */
  async function without(stored: string | undefined) {
    room.spool.add(id, Buffer.from('one two END'));
    room.spool.starts.set(id, 4);
    if (stored !== undefined) room.store.objects.set(castKey(id, false), Buffer.from(stored));
    const shipping = await room.opened();
    shipping.closed(id, room.final());
  }

  test('a recording that the store has is complete', async () => {
    await without('one two END');
    await room.until(() => expect(room.storedMeta()).toMatchObject({ state: 'complete' }));
    await room.until(() => expect(room.spool.files.size).toBe(0));
    expect(room.storedCast()).toBe('one two END');
    expect(room.logger.of('error')).toEqual([]);
  });

  test('any other is incomplete, and the store is not to blame', async () => {
    await without(undefined);
    await room.until(() =>
      expect(room.storedMeta()).toMatchObject({ state: 'incomplete', lostBy: 'upload-forgotten' }),
    );
    await room.until(() => expect(room.spool.files.size).toBe(0));
    expect(room.logger.of('error')).toHaveLength(1);
  });
});

test.each([
  ['shorter than what the store has', 'one END', 0],
  ['longer', 'one and then the END', 0],
  ['longer, and its beginning has left the spool', 'one and then the END', 4],
])('a file that lost its end in a power failure, and is now %s', async (_, file, spoolFrom) => {
  await room.killedAfter('one two three');
  room.spool.files.set(id, Buffer.from(file));
  room.spool.starts.set(id, spoolFrom);
  const next = room.shipper();
  const opening = next.opened({ meta: META, isStrict: false, sameBytes: 4 });
  next.closed(id, room.final());
  await opening;
  await room.until(() => expect(room.storedMeta()).toMatchObject({ state: 'complete' }));
  expect(room.storedCast()).toBe(file);
});

test('encrypted, the store never has a byte in plain, and everything after a kill', async () => {
  const identity = await generateIdentity();
  const recipients = [await identityToRecipient(identity)];
  const plain = Buffer.from('secret output '.repeat(20_000));
  const killed = await room.opened({ recipients });
  killed.grew(id, { bytes: room.spool.add(id, plain) });
  const key = castKey(id, true);
  await room.until(() => expect(room.store.parts.get(key)?.length ?? 0).toBeGreaterThan(200_000));
  await killed.dispose();
  expect(room.spool.kept.size).toBe(0);
  room.spool.add(id, plain);
  const next = await room.opened({ recipients });
  next.closed(id, room.final());
  await room.until(() => expect(room.storedMeta()).toMatchObject({ encrypted: true, state: 'complete' }));
  const sealed = room.store.objects.get(key) ?? Buffer.alloc(0);
  expect(sealed.includes('secret')).toBe(false);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  expect(Buffer.from(await decrypter.decrypt(sealed)).equals(Buffer.concat([plain, plain]))).toBe(true);
});

describe('where the next run encrypts', () => {
  async function nextRun(spoolFrom: number): Promise<void> {
    await room.killedAfter('one ');
    room.spool.add(id, Buffer.from('two'));
    room.spool.starts.set(id, spoolFrom);
    const next = await room.opened({ recipients: [await identityToRecipient(await generateIdentity())] });
    next.closed(id, room.final());
    await room.until(() => expect(room.storedMeta()).toMatchObject({ state: 'complete' }));
    await room.until(() => expect(room.spool.files.size).toBe(0));
    expect(await readdir(room.folder)).toEqual([]);
  }

  test('what it finds is sent anew, and nothing stays in plain', async () => {
    await nextRun(0);
    expect(room.storedMeta()).toMatchObject({ encrypted: true });
    expect([room.storedCast(), room.partCast()]).toEqual([undefined, undefined]);
  });

  test('a recording whose beginning only the store has goes on in plain', async () => {
    await nextRun(4);
    expect(room.storedMeta()).toMatchObject({ encrypted: false });
    expect(room.storedCast()).toBe('one two');
    expect(room.store.objects.has(castKey(id, true))).toBe(false);
  });
});
