import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type RecordingHealth, type StoredMeta, StoreError } from '../ports.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { idAt, metaOf, NOON } from '../testing/stored-recordings.ts';
import { RecordingShipper } from './recording-shipper.ts';

const META = metaOf({ state: 'live', bytes: 0, exitCode: undefined, cause: undefined, hash: undefined });
const { id } = META;
const REFUSED = new StoreError('refused', 'The store refuses (403).');

let folder: string;
let clock: FakeClock;
let spool: MemorySpool;
let store: MemoryStore;
let logger: RecordingLogger;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-shipper-'));
  clock = new FakeClock(NOON);
  spool = new MemorySpool(folder);
  store = new MemoryStore();
  logger = new RecordingLogger();
});
afterEach(() => rm(folder, { recursive: true }));

function shipper(recipients: readonly string[] = []) {
  return new RecordingShipper({ store, spool, recipients, clock, random: () => 0.5, logger });
}

/** Waits for real files, and moves time on meanwhile. */
async function until(expectation: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      await clock.advanceAsync(500);
      await expectation();
    },
    { timeout: 20_000, interval: 1 },
  );
}

const finalOf = (changes: Partial<StoredMeta> = {}) =>
  metaOf({ id, bytes: spool.size(id) ?? 0, state: 'complete', ...changes });

const storedMeta = () => JSON.parse(store.objects.get(metaKey(id))?.toString() ?? 'null');
const storedCast = () => store.objects.get(castKey(id, false))?.toString();
const partCast = () => store.parts.get(castKey(id, false))?.toString();

test('a recording is in the store while it grows, and whole when it is closed', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: false });
  expect(storedMeta()).toEqual({ ...META, encrypted: false, heardAt: NOON });
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('one ')) });
  await until(() => expect(partCast()).toBe('one '));
  await until(() => expect(spool.kept.get(id)).toBe(4));
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('two ')) });
  spool.add(id, Buffer.from('three'));
  const final = finalOf();
  shipping.closed(id, final);
  await until(() => expect(storedMeta()).toEqual({ ...final, encrypted: false }));
  expect(storedCast()).toBe('one two three');
  await until(() => expect(spool.files.size).toBe(0));
  expect(await readdir(folder)).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

test('figures tell what is on its way, and what the store has taken', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: false });
  expect(shipping.figures).toEqual({ live: 1, waiting: 0, failing: 0, sentBytes: 0 });
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('four')) });
  await until(() => expect(shipping.figures.sentBytes).toBe(4));
  store.failure = new StoreError('unavailable', 'The store does not answer.');
  shipping.closed(id, finalOf());
  await until(() => expect(shipping.figures).toEqual({ live: 0, waiting: 1, failing: 1, sentBytes: 4 }));
  store.failure = undefined;
  await until(() => expect(shipping.figures).toEqual({ live: 0, waiting: 0, failing: 0, sentBytes: 4 }));
});

test('little output waits for more, but not longer than two seconds', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: false });
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('a')) });
  await clock.advanceAsync(1000);
  expect(partCast() ?? '').toBe('');
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('b')) });
  await until(() => expect(partCast()).toBe('ab'));
  expect(store.calls.filter((call) => call.startsWith('append'))).toHaveLength(1);
  await shipping.dispose();
});

test('others see how far a live recording is', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: false });
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('abc')), durationMs: 700, hash: 'cd' });
  await until(() =>
    expect(storedMeta()).toMatchObject({ bytes: 3, durationMs: 700, hash: 'cd', state: 'live' }),
  );
  expect(shipping.meta(id)).toMatchObject({ bytes: 3 });
  await shipping.dispose();
});

test('a store that refuses is tried again, and nothing is lost or doubled', async () => {
  const shipping = shipper();
  const heard: RecordingHealth[] = [];
  shipping.onHealth((of, health) => of === id && heard.push(health));
  await shipping.opened({ meta: META, isStrict: false });
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('one ')) });
  await until(() => expect(partCast()).toBe('one '));
  store.failure = REFUSED;
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('two')) });
  await until(() => expect(shipping.health(id)).toMatchObject({ kind: 'failing', reason: REFUSED.message }));
  await clock.advanceAsync(60 * 60 * 1000);
  shipping.closed(id, finalOf());
  store.failure = undefined;
  await until(() => expect(storedCast()).toBe('one two'));
  await until(() => expect(heard.map(({ kind }) => kind)).toEqual(['failing', 'ok']));
  expect(logger.of('warn').map(({ fields }) => fields)).toEqual([
    { store: 'memory', reason: REFUSED.message },
  ]);
  expect(logger.of('info')).toHaveLength(1);
});

test('attempts come ever later, up to half a minute', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: false });
  store.failure = REFUSED;
  store.calls.length = 0;
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('x')) });
  await until(() => expect(shipping.health(id).kind).toBe('failing'));
  const first = store.calls.length;
  for (let minute = 0; minute < 60; minute += 1) await clock.advanceAsync(60_000);
  const inAnHour = store.calls.length - first;
  expect(inAnHour).toBeGreaterThan(100);
  expect(inAnHour).toBeLessThan(600);
  await shipping.dispose();
});

test('a strict recording hears within 4 s that its store fails', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: true });
  const heard: number[] = [];
  shipping.onHealth((_, { kind }) => kind === 'failing' && heard.push(clock.now()));
  store.failure = REFUSED;
  const failedAt = clock.now();
  await clock.advanceAsync(4000);
  expect(heard).toHaveLength(1);
  expect((heard[0] ?? 0) - failedAt).toBeLessThanOrEqual(4000);
  await shipping.dispose();
});

test('a hundred strict recordings that are idle ask the store once every 1.5 s, and all hear in time', async () => {
  const shipping = shipper();
  const ids = Array.from({ length: 100 }, (_, index) => idAt(NOON, index));
  for (const one of ids) {
    await shipping.opened({ meta: metaOf({ ...META, id: one }), isStrict: true });
    await clock.advanceAsync(17);
  }
  await clock.advanceAsync(3000);
  store.calls.length = 0;
  await clock.advanceAsync(15_000);
  expect(store.calls.length).toBeGreaterThanOrEqual(9);
  expect(store.calls.length).toBeLessThanOrEqual(11);
  const heard = new Map<string, number>();
  shipping.onHealth((of, { kind }) => kind === 'failing' && heard.set(of, clock.now()));
  store.failure = REFUSED;
  const failedAt = clock.now();
  await clock.advanceAsync(4000);
  expect(heard.size).toBe(100);
  expect(Math.max(...heard.values()) - failedAt).toBeLessThanOrEqual(4000);
  await shipping.dispose();
});

test('what changes of a strict recording is in the store within 1.5 s', async () => {
  const shipping = shipper();
  const other = metaOf({ ...META, id: idAt(NOON, 1) });
  await shipping.opened({ meta: other, isStrict: true });
  await shipping.opened({ meta: META, isStrict: true });
  for (let bytes = 1; bytes < 5; bytes += 1) {
    shipping.grew(id, { bytes: spool.add(id, Buffer.from('x')), hash: `${bytes}` });
    await clock.advanceAsync(1500);
    expect(storedMeta()).toMatchObject({ bytes, hash: `${bytes}` });
  }
  await shipping.dispose();
});

test.each([
  ['may go on without', false],
  ['may not go on without', true],
])('an idle recording that %s the store is heard of every ten minutes', async (_, isStrict) => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict });
  const heard = new Set<number>();
  for (let minute = 0; minute < 60; minute += 1) {
    await clock.advanceAsync(60_000);
    heard.add((storedMeta().heardAt - NOON) / 60_000);
  }
  if (isStrict) expect(heard.size).toBeGreaterThan(30);
  else expect([...heard].map(Math.floor)).toEqual([0, 10, 20, 30, 40, 50, 60]);
  await shipping.dispose();
});

test('one refusal between two successes is no failure', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: true });
  const heard: unknown[] = [];
  shipping.onHealth((...args) => heard.push(args));
  store.failure = REFUSED;
  const before = store.calls.length;
  for (; store.calls.length === before; ) await clock.advanceAsync(100);
  store.failure = undefined;
  await clock.advanceAsync(10_000);
  expect(heard).toEqual([]);
  await shipping.dispose();
});

test('a strict recording is not taken by a store that fails, and leaves nothing behind', async () => {
  const shipping = shipper();
  store.failure = REFUSED;
  const opening = expect(shipping.opened({ meta: META, isStrict: true })).rejects.toBe(REFUSED);
  await clock.advanceAsync(2500);
  await opening;
  shipping.dropped(id);
  store.failure = undefined;
  await until(() => expect(shipping.meta(id)).toBeUndefined());
  expect([...store.objects.keys()]).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

test('a dropped recording leaves neither store nor spool anything', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: false });
  shipping.grew(id, { bytes: spool.add(id, Buffer.from('x')) });
  await until(() => expect(partCast()).toBe('x'));
  shipping.dropped(id);
  await until(() => expect(shipping.meta(id)).toBeUndefined());
  expect([store.objects.size, store.parts.size, spool.files.size]).toEqual([0, 0, 0]);
  expect(await readdir(folder)).toEqual([]);
});

test('after a kill the next run goes on where the store has it', async () => {
  const killed = shipper();
  await killed.opened({ meta: META, isStrict: false });
  killed.grew(id, { bytes: spool.add(id, Buffer.from('one ')) });
  await until(async () => expect(await readdir(folder)).toEqual([`${id}.ship.json`]));
  store.gate = new Promise(() => {});
  const { gate } = store;
  killed.grew(id, { bytes: spool.add(id, Buffer.from('two ')) });
  await clock.advanceAsync(3000);
  expect(store.gate).toBe(gate);
  store.gate = Promise.resolve();
  spool.add(id, Buffer.from('three'));
  store.calls.length = 0;
  const next = shipper();
  await next.opened({ meta: META, isStrict: false });
  next.closed(id, finalOf({ state: 'cut-short', cause: 'server-stopped' }));
  await until(() => expect(storedMeta()).toMatchObject({ state: 'cut-short' }));
  expect(storedCast()).toBe('one two three');
  expect(store.calls.filter((call) => call.startsWith('append'))).toHaveLength(1);
});

test('a store that has lost what it had gets everything again', async () => {
  const killed = shipper();
  await killed.opened({ meta: META, isStrict: false });
  killed.grew(id, { bytes: spool.add(id, Buffer.from('one ')) });
  await until(async () => expect(await readdir(folder)).toEqual([`${id}.ship.json`]));
  await killed.dispose();
  store.parts.clear();
  const next = shipper();
  await next.opened({ meta: META, isStrict: false });
  spool.add(id, Buffer.from('two'));
  next.closed(id, finalOf());
  await until(() => expect(storedCast()).toBe('one two'));
});

describe('killed after the file was complete and before its meta said so', () => {
  const WHOLE = `one ${'two '.repeat(500)}END`;

  /** A run that was killed then, and has left the end of the file in its spool. */
  async function killedWith(stored: string) {
    const killed = shipper();
    await killed.opened({ meta: META, isStrict: false });
    killed.grew(id, { bytes: spool.add(id, Buffer.from(WHOLE.slice(0, 4))) });
    await until(async () => expect(await readdir(folder)).toEqual([`${id}.ship.json`]));
    await killed.dispose();
    spool.add(id, Buffer.from(WHOLE.slice(4)));
    spool.starts.set(id, 4);
    store.parts.clear();
    store.objects.set(castKey(id, false), Buffer.from(stored));
    store.calls.length = 0;
    const next = shipper();
    const opening = next.opened({ meta: META, isStrict: false });
    next.closed(id, finalOf());
    await opening;
    return next;
  }

  test('the next run only writes the meta', async () => {
    await killedWith(WHOLE);
    await until(() => expect(storedMeta()).toMatchObject({ state: 'complete', bytes: WHOLE.length }));
    expect(storedCast()).toBe(WHOLE);
    await until(async () => expect([spool.files.size, await readdir(folder)]).toEqual([0, []]));
    expect(store.calls.filter((call) => call.startsWith('append'))).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  test.each([
    ['is of another size', WHOLE.slice(0, -3)],
    ['ends otherwise', `${WHOLE.slice(0, -3)}XXX`],
  ])('a stored file that %s is not taken for it', async (_, stored) => {
    const next = await killedWith(stored);
    await until(() => expect(next.health(id)).toMatchObject({ kind: 'failing', reason: 'No such upload.' }));
    expect(logger.of('error')).toEqual([]);
    expect(storedMeta()).toMatchObject({ state: 'live' });
    expect(spool.files.size).toBe(1);
    const disposing = next.dispose();
    await clock.advanceAsync(6000);
    await disposing;
  });
});

describe('whose state was lost, and whose beginning has left the spool', () => {
  /** As when a run was killed between the removal of the state and that of the file. */
  async function without(stored: string | undefined) {
    spool.add(id, Buffer.from('one two END'));
    spool.starts.set(id, 4);
    if (stored !== undefined) store.objects.set(castKey(id, false), Buffer.from(stored));
    const shipping = shipper();
    await shipping.opened({ meta: META, isStrict: false });
    shipping.closed(id, finalOf());
  }

  test('a recording that the store has is complete', async () => {
    await without('one two END');
    await until(() => expect(storedMeta()).toMatchObject({ state: 'complete' }));
    await until(() => expect(spool.files.size).toBe(0));
    expect(storedCast()).toBe('one two END');
    expect(logger.of('error')).toEqual([]);
  });

  test('any other is incomplete', async () => {
    await without(undefined);
    await until(() => expect(storedMeta()).toMatchObject({ state: 'incomplete', lostBy: 'upload-aborted' }));
    await until(() => expect(spool.files.size).toBe(0));
    expect(logger.of('error')).toHaveLength(1);
  });
});

test('a file that became shorter in a power failure goes out once more', async () => {
  const killed = shipper();
  await killed.opened({ meta: META, isStrict: false });
  killed.grew(id, { bytes: spool.add(id, Buffer.from('one two three')) });
  await until(async () => expect(await readdir(folder)).toEqual([`${id}.ship.json`]));
  await killed.dispose();
  spool.files.set(id, Buffer.from('one END'));
  const next = shipper();
  const opening = next.opened({ meta: META, isStrict: false });
  next.closed(id, finalOf());
  await opening;
  await until(() => expect(storedCast()).toBe('one END'));
});

test('a server that stops sends what is closed, and leaves the rest to its next run', async () => {
  const shipping = shipper();
  const other = metaOf({ ...META, id: idAt(NOON, 1) });
  await Promise.all([
    shipping.opened({ meta: META, isStrict: false }),
    shipping.opened({ meta: other, isStrict: false }),
  ]);
  spool.add(id, Buffer.from('closed'));
  shipping.grew(other.id, { bytes: spool.add(other.id, Buffer.from('open')) });
  shipping.closed(id, finalOf());
  await shipping.dispose();
  expect(storedCast()).toBe('closed');
  expect([...spool.files.keys()]).toEqual([other.id]);
  expect(logger.of('warn')).toMatchObject([{ fields: { left: 1 } }]);
  await until(() => expect(clock.pendingTimers).toBe(0));
});

test('a server that stops does not wait for a store that hangs', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: false });
  spool.add(id, Buffer.from('x'));
  store.gate = new Promise(() => {});
  shipping.closed(id, finalOf());
  const disposing = shipping.dispose();
  await clock.advanceAsync(6000);
  await disposing;
  expect(spool.files.has(id)).toBe(true);
});

test('encrypted, the store never has a byte in plain, and everything after a kill', async () => {
  const identity = await generateIdentity();
  const recipients = [await identityToRecipient(identity)];
  const plain = Buffer.from('secret output '.repeat(20_000));
  const killed = shipper(recipients);
  await killed.opened({ meta: META, isStrict: false });
  killed.grew(id, { bytes: spool.add(id, plain) });
  const key = castKey(id, true);
  await until(() => expect(store.parts.get(key)?.length ?? 0).toBeGreaterThan(200_000));
  await killed.dispose();
  expect(spool.kept.size).toBe(0);
  spool.add(id, plain);
  const next = shipper(recipients);
  await next.opened({ meta: META, isStrict: false });
  next.closed(id, finalOf());
  await until(() => expect(storedMeta()).toMatchObject({ encrypted: true, state: 'complete' }));
  const sealed = store.objects.get(key) ?? Buffer.alloc(0);
  expect(sealed.includes('secret')).toBe(false);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  expect(Buffer.from(await decrypter.decrypt(sealed)).equals(Buffer.concat([plain, plain]))).toBe(true);
});

test('a reason that may hold a secret is not told', async () => {
  const shipping = shipper();
  await shipping.opened({ meta: META, isStrict: true });
  store.failure = Object.assign(new Error('key AKIA-SECRET') as StoreError);
  await clock.advanceAsync(4000);
  expect(shipping.health(id)).toMatchObject({ kind: 'failing', reason: expect.not.stringContaining('AKIA') });
  await shipping.dispose();
});
