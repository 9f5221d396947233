import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { localCaller } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { FakePeerNetwork } from '../../peers/testing/fake-peers.ts';
import { StoreError } from '../ports.ts';
import { castKey } from '../store/recording-keys.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { idAt, keep, metaOf, NO_OWN_RECORDINGS, NOON } from '../testing/stored-recordings.ts';
import { Archive, type ArchiveOptions } from './archive.ts';
import { LiveRecordings, type OwnRecordings } from './live-recordings.ts';
import { MetaReader } from './meta-reader.ts';

const ADA = localCaller('ada', 'Ada');
const STRANGER = { ...localCaller('mallory', 'Mallory'), groups: ['staff'] };
const AUDITOR = { ...localCaller('eve', 'Eve'), groups: ['staff', 'auditors'] };
const CAST = Buffer.from('{"version":3}\n[0.1,"o","hello"]\n');
const GONE = 'gone-0123456789ab';

/** An hour after the recordings. */
const later = new FakeClock(NOON + 60 * 60 * 1000);

/** A spool with one recording, whose bytes before `start` have left it. */
function spooling(meta: ReturnType<typeof metaOf>, bytes: Buffer, start = 0): OwnRecordings {
  const ofIt = (id: string, value: number) => (id === meta.id ? value : undefined);
  return {
    meta: (id) => (id === meta.id ? meta : undefined),
    size: (id) => ofIt(id, bytes.length),
    start: (id) => ofIt(id, start),
    async *read(_, from, to) {
      if (from < start) throw new Error('These bytes are no longer in the spool');
      // In pieces, as files are read.
      for (let at = from; at < to; at += 7) yield bytes.subarray(at, Math.min(to, at + 7));
    },
  };
}

function archiveOf(store: MemoryStore, changes: Partial<ArchiveOptions> = {}) {
  const logger = new RecordingLogger();
  const archive = new Archive({
    store,
    metas: new MetaReader(store),
    live: new LiveRecordings(NO_OWN_RECORDINGS, lonePeers(), later),
    readers: ['auditors'],
    identity: '',
    clock: later,
    logger,
    ...changes,
  });
  return { archive, logger };
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test('the owner and a member of a reading group get the file and what is known of it', async () => {
  const store = new MemoryStore();
  const meta = metaOf();
  await keep(store, meta, CAST);
  const { archive } = archiveOf(store);
  for (const caller of [ADA, AUDITOR]) {
    expect(await archive.find(caller, meta.id)).toMatchObject({ id: meta.id, user: 'Ada' });
    const file = await archive.open(caller, meta.id, {});
    expect(file).toMatchObject({ size: CAST.length, from: 0, to: CAST.length, isSealed: false });
    expect(await textOf(file.bytes)).toBe(CAST.toString());
  }
});

test('a stranger learns nothing, not even that there is one', async () => {
  const store = new MemoryStore();
  const meta = metaOf();
  await keep(store, meta, CAST);
  const { archive } = archiveOf(store);
  const answers = await Promise.all(
    [meta.id, idAt(NOON, 99), 'nonsense', '../../x'].flatMap((id) => [
      archive.find(STRANGER, id).catch((error) => ({ code: error.code, detail: error.message })),
      archive.open(STRANGER, id, {}).catch((error) => ({ code: error.code, detail: error.message })),
    ]),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ code: 'recording-not-found' });
});

test('nobody reads by group where no group is set', async () => {
  const store = new MemoryStore();
  await keep(store, metaOf(), CAST);
  const { archive } = archiveOf(store, { readers: [] });
  await expect(archive.find(AUDITOR, metaOf().id)).rejects.toMatchObject({ code: 'recording-not-found' });
});

test('a range of the file, and one that is outside of it', async () => {
  const store = new MemoryStore();
  const { id } = metaOf();
  await keep(store, metaOf(), CAST);
  const { archive } = archiveOf(store);
  const file = await archive.open(ADA, id, { range: { from: 2, to: 9 } });
  expect(file).toMatchObject({ from: 2, to: 9, size: CAST.length });
  expect(await textOf(file.bytes)).toBe('version');
  await expect(archive.open(ADA, id, { range: { from: 999 } })).rejects.toMatchObject({
    code: 'range-not-satisfiable',
    size: CAST.length,
  });
});

test('an encrypted recording is opened with the identity, as a whole and in parts', async () => {
  const identity = await generateIdentity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const plain = Buffer.from(CAST.toString().repeat(5000));
  const store = new MemoryStore();
  const meta = metaOf({ encrypted: true });
  const sealed = await encrypter.encrypt(plain);
  await keep(store, meta, sealed);
  const { archive } = archiveOf(store, { identity });
  const file = await archive.open(ADA, meta.id, {});
  expect(file).toMatchObject({ size: plain.length, isSealed: false });
  expect((await textOf(file.bytes)) === plain.toString()).toBe(true);
  const part = await archive.open(ADA, meta.id, { range: { last: 10 } });
  expect(await textOf(part.bytes)).toBe(plain.subarray(-10).toString());
  const stored = await archive.open(ADA, meta.id, { isSealed: true });
  expect(stored).toMatchObject({ isSealed: true, size: sealed.length });
});

test('without the identity, or with another one, only the encrypted file is given', async () => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(await generateIdentity()));
  const store = new MemoryStore();
  const meta = metaOf({ encrypted: true });
  await keep(store, meta, await encrypter.encrypt(CAST));
  const other = await generateIdentity();
  for (const identity of ['', other]) {
    const { archive, logger } = archiveOf(store, { identity });
    await expect(archive.open(ADA, meta.id, {})).rejects.toMatchObject({ code: 'recording-encrypted' });
    expect((await archive.open(ADA, meta.id, { isSealed: true })).size).toBe(
      store.objects.get(castKey(meta.id, true))?.length,
    );
    expect(JSON.stringify(logger.records)).not.toContain('AGE-SECRET-KEY');
  }
});

test('a live recording is read from the spool of this replica', async () => {
  const store = new MemoryStore();
  const meta = metaOf({ state: 'live', replica: lonePeers().self.id });
  await keep(store, meta);
  const live = new LiveRecordings(spooling({ ...meta, bytes: CAST.length }, CAST), lonePeers(), later);
  const { archive } = archiveOf(store, { live });
  expect(await archive.find(ADA, meta.id)).toMatchObject({ state: 'live', bytes: CAST.length });
  const file = await archive.open(ADA, meta.id, { range: { from: 14 } });
  expect(file).toMatchObject({ size: CAST.length, meta: { state: 'live' } });
  expect(await textOf(file.bytes)).toBe('[0.1,"o","hello"]\n');
});

test('a live recording of another replica is read from there, as fast as it is wanted', async () => {
  const clock = new FakeClock();
  const network = new FakePeerNetwork(clock);
  const [here, there] = [network.start('here'), network.start('there')];
  await clock.advanceAsync(0);
  const bytes = Buffer.alloc(700_000, 'x');
  const meta = metaOf({ state: 'live', replica: there.self.id });
  new LiveRecordings(spooling({ ...meta, bytes: bytes.length }, bytes), there, later);
  const store = new MemoryStore();
  await keep(store, meta);
  const { archive } = archiveOf(store, { live: new LiveRecordings(NO_OWN_RECORDINGS, here, later) });
  expect(await archive.find(ADA, meta.id)).toMatchObject({ bytes: bytes.length });
  const file = await archive.open(ADA, meta.id, { range: { from: 1 } });
  const sizes: number[] = [];
  for await (const piece of file.bytes) sizes.push(piece.length);
  expect(sizes).toEqual([262_144, 262_144, 175_711]);
});

test('a live recording whose beginning has left the spool says so before its first byte', async () => {
  const store = new MemoryStore();
  const clock = new FakeClock();
  const network = new FakePeerNetwork(clock);
  const [here, there] = [network.start('here'), network.start('there')];
  await clock.advanceAsync(0);
  const own = metaOf({ state: 'live', replica: here.self.id });
  const others = metaOf({ state: 'live', replica: there.self.id, id: idAt(NOON, 1) });
  new LiveRecordings(spooling(others, CAST, 14), there, later);
  const { archive } = archiveOf(store, { live: new LiveRecordings(spooling(own, CAST, 14), here, later) });
  for (const meta of [own, others]) {
    await keep(store, meta);
    for (const range of [undefined, { from: 13 }]) {
      await expect(archive.open(ADA, meta.id, { range })).rejects.toMatchObject({
        code: 'recording-unfinished',
        message: expect.stringContaining('after the shell has ended'),
      });
    }
    const rest = await archive.open(ADA, meta.id, { range: { from: 14 } });
    expect(await textOf(rest.bytes)).toBe('[0.1,"o","hello"]\n');
  }
});

test('a recording whose replica has gone before the store had it', async () => {
  const store = new MemoryStore();
  const meta = metaOf({ state: 'live', replica: GONE });
  await keep(store, meta);
  const { archive } = archiveOf(store);
  expect(await archive.find(ADA, meta.id)).toMatchObject({ state: 'cut-short' });
  await expect(archive.open(ADA, meta.id, {})).rejects.toMatchObject({
    code: 'recording-unfinished',
    message: expect.stringContaining('its server crashed'),
  });
});

test('a live recording of another deployment with the same store comes with its end', async () => {
  const store = new MemoryStore();
  const meta = metaOf({ state: 'live', replica: GONE, heardAt: later.now() });
  await keep(store, meta);
  const { archive } = archiveOf(store);
  expect(await archive.find(ADA, meta.id)).toMatchObject({ state: 'live' });
  await expect(archive.open(ADA, meta.id, {})).rejects.toMatchObject({
    code: 'recording-unfinished',
    message: expect.stringContaining('after the shell has ended'),
  });
});

test('a recording whose upload the store has aborted has no file, and says why', async () => {
  const store = new MemoryStore();
  const meta = metaOf({ state: 'incomplete', lostBy: 'upload-aborted' });
  await keep(store, meta);
  const { archive } = archiveOf(store);
  expect(await archive.find(ADA, meta.id)).toMatchObject({ state: 'incomplete', lostBy: 'upload-aborted' });
  for (const isSealed of [false, true]) {
    await expect(archive.open(ADA, meta.id, { isSealed })).rejects.toMatchObject({
      code: 'recording-incomplete',
    });
  }
});

test('a live recording that has just become incomplete says so, also where the store does not yet', async () => {
  const store = new MemoryStore();
  const meta = metaOf({ state: 'live', replica: lonePeers().self.id });
  await keep(store, meta);
  const own = spooling({ ...meta, state: 'incomplete', lostBy: 'upload-aborted' }, CAST, 14);
  const { archive } = archiveOf(store, { live: new LiveRecordings(own, lonePeers(), later) });
  await expect(archive.open(ADA, meta.id, {})).rejects.toMatchObject({ code: 'recording-incomplete' });
});

test('a recording that became incomplete while its shell runs is not remembered before its end', async () => {
  const store = new MemoryStore();
  const meta = metaOf({
    state: 'incomplete',
    lostBy: 'upload-aborted',
    cause: undefined,
    exitCode: undefined,
  });
  await keep(store, meta);
  const { archive } = archiveOf(store);
  await archive.find(ADA, meta.id);
  await keep(store, { ...meta, cause: 'process-exited', durationMs: 5000 });
  expect(await archive.find(ADA, meta.id)).toMatchObject({ cause: 'process-exited', durationMs: 5000 });
});

test('a store that fails', async () => {
  const store = new MemoryStore();
  await keep(store, metaOf(), CAST);
  const { archive } = archiveOf(store);
  store.failure = new StoreError('unavailable', 'The store did not answer in time.');
  await expect(archive.open(ADA, metaOf().id, {})).rejects.toMatchObject({
    code: 'recording-store-unavailable',
  });
});
