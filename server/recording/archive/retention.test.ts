import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { StoreError } from '../ports.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { idAt, keep, metaOf, NO_OWN_RECORDINGS, NOON } from '../testing/stored-recordings.ts';
import { LiveRecordings } from './live-recordings.ts';
import { MetaReader } from './meta-reader.ts';
import { Retention } from './retention.ts';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;

let clock: FakeClock;
let store: MemoryStore;
let logger: RecordingLogger;
let retention: Retention;
beforeEach(() => {
  clock = new FakeClock(NOON);
  store = new MemoryStore();
  logger = new RecordingLogger();
});
afterEach(() => retention.dispose());

function retain(keepDays: number, isOurs = () => true) {
  const live = new LiveRecordings(NO_OWN_RECORDINGS, lonePeers(), clock);
  retention = new Retention({ store, metas: new MetaReader(store), live, clock, logger, keepDays, isOurs });
}

/** A recording that began so many days before noon of the first day. */
async function recordingOf(daysAgo: number, changes: Parameters<typeof metaOf>[0] = {}) {
  const startedAt = NOON - daysAgo * DAY;
  const meta = metaOf({ startedAt, id: idAt(startedAt, daysAgo), ...changes });
  await keep(store, meta, Buffer.from('cast'));
  return meta.id;
}

const left = () => [...store.objects.keys()].filter((key) => key.endsWith('.json')).length;

test('a recording goes when its whole day is older than the days that are kept', async () => {
  const ids = await Promise.all([0, 6, 7, 8, 400].map((days) => recordingOf(days)));
  await recordingOf(30, { encrypted: true });
  retain(7);
  await clock.advanceAsync(59_999);
  expect(left()).toBe(6);
  await clock.advanceAsync(1);
  const kept = ids.slice(0, 3).flatMap((id) => [castKey(id, false), metaKey(id)]);
  expect([...store.objects.keys()].sort()).toEqual(kept.sort());
  expect(logger.of('info')).toMatchObject([{ fields: { deleted: 3 } }]);
});

test('days pass', async () => {
  await recordingOf(0);
  retain(1);
  // It is noon: the day is over in 12 hours, and its recordings are kept for 24 more.
  await clock.advanceAsync(36 * HOUR);
  expect(left()).toBe(1);
  await clock.advanceAsync(HOUR + 60_000);
  expect(left()).toBe(0);
});

test('a shell that still runs keeps its recording, one that a killed server has left does not', async () => {
  const { id: self } = lonePeers().self;
  const running = await recordingOf(30, { state: 'live', replica: self });
  await recordingOf(31, { state: 'live', replica: 'gone-0123456789ab' });
  const elsewhere = await recordingOf(32, { state: 'live', replica: 'there-0123456789ab', heardAt: NOON });
  retain(7);
  await clock.advanceAsync(60_000);
  const kept = [running, elsewhere].flatMap((id) => [castKey(id, false), metaKey(id)]);
  expect([...store.objects.keys()].sort()).toEqual(kept.sort());
});

test('the days that a recording is kept begin with its end', async () => {
  await recordingOf(30, { durationMs: 25 * DAY });
  retain(7);
  await clock.advanceAsync(60_000);
  expect(left()).toBe(1);
  await clock.advanceAsync(3 * DAY);
  expect(left()).toBe(0);
});

test('what shows a recording goes first, and a file whose meta is gone goes the next time', async () => {
  const id = await recordingOf(30);
  retain(7);
  store.calls.length = 0;
  await clock.advanceAsync(60_000);
  expect(store.calls.filter((call) => call.startsWith('delete'))[0]).toBe(`delete ${metaKey(id)}`);
  await store.put(castKey(id, false), Buffer.from('left'));
  await clock.advanceAsync(HOUR);
  expect(store.objects.size).toBe(0);
});

test('its work is bounded by what is old: what is kept is neither listed nor read', async () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const startedAt = NOON - (seed % 7) * DAY;
    await keep(store, metaOf({ startedAt, id: idAt(startedAt, seed) }), Buffer.from('cast'));
  }
  const old = await Promise.all([8, 9, 10, 40, 400].map((days) => recordingOf(days)));
  const longRun = await recordingOf(30, { durationMs: 29 * DAY });
  retain(7);
  const count = (method: string) => store.calls.filter((call) => call.startsWith(`${method} `)).length;
  store.calls.length = 0;
  await clock.advanceAsync(60_000);
  expect(left()).toBe(301);
  // The root, two years and three months; the six days that are old.
  expect({ folders: count('folders'), keys: count('keys') }).toEqual({ folders: 6, keys: 6 });
  expect({ read: count('read'), delete: count('delete') }).toEqual({
    read: old.length + 1,
    delete: 3 * old.length,
  });
  store.calls.length = 0;
  await clock.advanceAsync(HOUR);
  // What has stayed is known, and is not read again.
  expect({ keys: count('keys'), read: count('read'), delete: count('delete') }).toEqual({
    keys: 1,
    read: 0,
    delete: 0,
  });
  expect(store.objects.has(metaKey(longRun))).toBe(true);
});

test('what is not ours stays', async () => {
  await store.put('2020/01/01/notes.txt', Buffer.from('x'));
  await store.put('2020/01/01/x.cast', Buffer.from('x'));
  await store.put('archive/2020/a.cast', Buffer.from('x'));
  retain(1);
  await clock.advanceAsync(60_000);
  expect(store.objects.size).toBe(3);
});

test('one of several replicas deletes', async () => {
  await recordingOf(30);
  let isOurs = false;
  retain(7, () => isOurs);
  await clock.advanceAsync(2 * HOUR);
  expect(left()).toBe(1);
  isOurs = true;
  await clock.advanceAsync(HOUR);
  expect(left()).toBe(0);
});

test('a store that fails is tried again in an hour, and the log has the reason', async () => {
  await recordingOf(30);
  retain(7);
  store.failure = new StoreError('refused', 'The store refuses.');
  await clock.advanceAsync(60_000);
  expect(logger.of('warn')).toMatchObject([{ fields: { reason: 'The store refuses.' } }]);
  store.failure = undefined;
  await clock.advanceAsync(HOUR);
  expect(left()).toBe(0);
});

test('nothing runs after the end', async () => {
  await recordingOf(30);
  retain(7);
  retention.dispose();
  await clock.advanceAsync(DAY);
  expect([left(), clock.pendingTimers]).toEqual([1, 0]);
});
