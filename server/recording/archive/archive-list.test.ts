import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordingMeta, RecordingQuery } from '#protocol/recording/recording-meta.ts';
import { localCaller } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type StoredMeta, StoreError } from '../ports.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { idAt, keep, metaOf, NO_OWN_RECORDINGS, NOON } from '../testing/stored-recordings.ts';
import { Archive } from './archive.ts';
import { LiveRecordings } from './live-recordings.ts';
import { MetaReader } from './meta-reader.ts';

const ADA = localCaller('ada', 'Ada');
const AUDITOR = { ...localCaller('eve', 'Eve'), groups: ['staff', 'auditors'] };
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

function archiveOf(store: MemoryStore, live: Readonly<Record<string, StoredMeta>> = {}) {
  const logger = new RecordingLogger();
  const clock = new FakeClock(NOON + HOUR);
  const own = { ...NO_OWN_RECORDINGS, meta: (id: string) => live[id] };
  const archive = new Archive({
    store,
    metas: new MetaReader(store),
    live: new LiveRecordings(own, lonePeers(), clock),
    readers: ['auditors'],
    identity: '',
    clock,
    logger,
  });
  return { archive, clock, logger };
}

async function allPages(archive: Archive, caller: typeof ADA, query: RecordingQuery = {}) {
  const items: RecordingMeta[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page: Awaited<ReturnType<Archive['list']>> = await archive.list(caller, { ...query, cursor });
    expect(page.items.length).toBeLessThanOrEqual(50);
    items.push(...page.items);
    ({ cursor } = page);
    pages += 1;
  } while (cursor !== undefined);
  return { items, pages };
}

const someMeta = fc
  .record({
    minutes: fc.nat({ max: 60 * 24 * 400 }),
    userId: fc.constantFrom('ada', 'bob', 'eve'),
    namespace: fc.constantFrom('team-a', 'team-b'),
    pod: fc.constantFrom('web-0', 'web-1'),
    context: fc.constantFrom('prod', 'test'),
  })
  .map(({ minutes, ...rest }) => ({
    ...rest,
    user: rest.userId.toUpperCase(),
    startedAt: NOON - minutes * 60_000,
  }));

const someQuery = fc.record(
  {
    namespace: fc.constantFrom('team-a', 'team-b', 'team-c'),
    pod: fc.constantFrom('web-0', 'web-1'),
    context: fc.constantFrom('prod', 'test'),
    user: fc.constantFrom('ADA', 'BOB'),
    from: fc.nat({ max: 400 }).map((days) => NOON - days * DAY),
    to: fc.nat({ max: 400 }).map((days) => NOON - days * DAY),
  },
  { requiredKeys: [] },
);

test('all pages together are every recording that fits and may be read, newest first, once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someMeta, { maxLength: 300 }),
      someQuery,
      fc.boolean(),
      async (some, query, isAuditor) => {
        const store = new MemoryStore();
        const metas = some.map((meta, index) => metaOf({ ...meta, id: idAt(meta.startedAt, index) }));
        for (const meta of metas) await keep(store, meta);
        const { archive } = archiveOf(store);
        const { items } = await allPages(archive, isAuditor ? AUDITOR : ADA, query);
        const { from = 0, to = Number.POSITIVE_INFINITY, ...names } = query;
        const fits = (meta: StoredMeta) =>
          (isAuditor || meta.userId === 'ada') &&
          meta.startedAt >= from &&
          meta.startedAt < to &&
          Object.entries(names).every(([name, value]) => meta[name as keyof StoredMeta] === value);
        const expected = metas.filter(fits).map(({ id }) => id);
        expect(items.map(({ id }) => id)).toEqual(expected.sort().reverse());
      },
    ),
    { numRuns: 60 },
  );
});

test('thousands of recordings of others cost a request no more than 500', async () => {
  const store = new MemoryStore();
  const others = Array.from({ length: 3000 }, (_, index) =>
    metaOf({ id: idAt(NOON, index + 1), userId: 'bob', user: 'Bob' }),
  );
  for (const meta of [...others, metaOf({ id: idAt(NOON) })]) await keep(store, meta);
  const { archive } = archiveOf(store);
  store.calls.length = 0;
  expect(await archive.list(ADA, {})).toMatchObject({ items: [], cursor: expect.any(String) });
  expect(store.calls.filter((call) => call.startsWith('read')).length).toBeLessThanOrEqual(512);
  expect((await allPages(archive, ADA)).items.map(({ id }) => id)).toEqual([idAt(NOON)]);
  const { items, pages } = await allPages(archive, AUDITOR);
  expect(items).toHaveLength(3001);
  expect(pages).toBe(61);
});

test('what does not change any more is read once', async () => {
  const store = new MemoryStore();
  await keep(store, metaOf());
  await keep(store, metaOf({ id: idAt(NOON, 1), state: 'live' }));
  const { archive } = archiveOf(store);
  await archive.list(ADA, {});
  store.calls.length = 0;
  await archive.list(ADA, {});
  expect(store.calls.filter((call) => call.startsWith('read'))).toHaveLength(1);
});

test('browsers see neither user ids nor replicas', async () => {
  const store = new MemoryStore();
  await keep(store, metaOf());
  const { items } = await archiveOf(store).archive.list(ADA, {});
  expect(items[0]).not.toHaveProperty('userId');
  expect(items[0]).not.toHaveProperty('replica');
});

test('a live recording of this replica is shown as it is now, one of a replica that has gone as cut short', async () => {
  const store = new MemoryStore();
  const here = metaOf({ id: idAt(NOON, 2), state: 'live', bytes: 0 });
  await keep(store, here);
  await keep(store, metaOf({ id: idAt(NOON, 1), state: 'live', replica: 'gone-0123456789ab' }));
  const { archive } = archiveOf(store, { [here.id]: { ...here, bytes: 4096 } });
  expect((await archive.list(ADA, {})).items).toMatchObject([
    { state: 'live', bytes: 4096 },
    { state: 'cut-short' },
  ]);
});

test('a live recording of another deployment is live as long as it is heard of', async () => {
  const store = new MemoryStore();
  const minutesAgo = (minutes: number) => NOON + HOUR - minutes * 60_000;
  for (const [seed, heardAt] of [minutesAgo(26), minutesAgo(24)].entries()) {
    const replica = 'elsewhere-0123456789ab';
    await keep(store, metaOf({ id: idAt(NOON, seed), state: 'live', replica, heardAt }));
  }
  const { items } = await archiveOf(store).archive.list(ADA, {});
  expect(items.map(({ state }) => state)).toEqual(['live', 'cut-short']);
  expect(items[0]).not.toHaveProperty('heardAt');
});

test('what is no recording of ours is left out', async () => {
  const store = new MemoryStore();
  await keep(store, metaOf());
  await store.put('2026/11/28/notes.txt', Buffer.from('x'));
  await store.put('2026/11/28/x.json', Buffer.from('{}'));
  await store.put(`2026/11/27/${idAt(NOON, 5)}.json`, Buffer.from(JSON.stringify(metaOf())));
  await store.put(`2026/11/28/${idAt(NOON, 6)}.json`, Buffer.from('{not json'));
  await store.put(`2026/11/28/${idAt(NOON, 7)}.json`, Buffer.from(JSON.stringify(metaOf())));
  await store.put('lost+found/a', Buffer.from('x'));
  const { items } = await archiveOf(store).archive.list(AUDITOR, {});
  expect(items.map(({ id }) => id)).toEqual([idAt(NOON)]);
});

test.each([
  ['the list', (archive: Archive) => archive.list(ADA, {})],
  ['one recording', (archive: Archive) => archive.find(ADA, metaOf().id)],
])('a store that stalls is told within 5 s, with when to try again: %s', async (_, ask) => {
  const store = new MemoryStore();
  await keep(store, metaOf());
  store.gate = new Promise(() => {});
  const { archive, clock } = archiveOf(store);
  const answer = expect(ask(archive)).rejects.toMatchObject({
    code: 'recording-store-unavailable',
    retryAfterSeconds: 5,
  });
  await clock.advanceAsync(5000);
  await answer;
  expect(clock.pendingTimers).toBe(0);
});

test('a store that is too slow for a page gives what there is, and the rest with the cursor', async () => {
  const store = new MemoryStore();
  for (let seed = 0; seed < 40; seed += 1) await keep(store, metaOf({ id: idAt(NOON, seed) }));
  const { archive, clock } = archiveOf(store);
  const stalled = Promise.withResolvers<void>();
  const read = store.read.bind(store);
  let reads = 0;
  store.read = async (...args) => {
    reads += 1;
    if (reads > 20) await stalled.promise;
    return await read(...args);
  };
  const listing = archive.list(ADA, {});
  await clock.advanceAsync(5000);
  const { items, cursor } = await listing;
  expect(items).toHaveLength(16);
  stalled.resolve();
  const rest = await archive.list(ADA, { cursor });
  expect([...items, ...rest.items].map(({ id }) => id)).toEqual(
    Array.from({ length: 40 }, (_, seed) => idAt(NOON, seed)).reverse(),
  );
  // What the page that was given up had asked for is not asked again.
  expect(reads).toBe(40);
});

test('a cursor that is none of ours is refused', async () => {
  const { archive } = archiveOf(new MemoryStore());
  await expect(archive.list(ADA, { cursor: '../x' })).rejects.toMatchObject({ code: 'bad-request' });
});

test('a store that fails is told to users in words, and to the log with its reason', async () => {
  const store = new MemoryStore();
  store.failure = new StoreError('refused', 'The store refuses (403 AccessDenied).');
  const { archive, logger } = archiveOf(store);
  await expect(archive.list(ADA, {})).rejects.toMatchObject({
    code: 'recording-store-unavailable',
    message: expect.not.stringContaining('AccessDenied'),
  });
  expect(logger.of('warn')).toMatchObject([{ fields: { reason: 'The store refuses (403 AccessDenied).' } }]);
});
