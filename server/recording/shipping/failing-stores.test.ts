import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Clock } from '#server/ports.ts';
import { systemClock } from '#server/system-clock.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { Store } from '../ports.ts';
import { DirectoryStore } from '../store/directory-store.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';
import { S3Store } from '../store/s3-store.ts';
import { PART_BYTES } from '../store/s3-writer.ts';
import { BUCKET, KEYS, S3Server } from '../store/testing/s3-server.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { metaOf, NOON } from '../testing/stored-recordings.ts';
import { RecordingShipper } from './recording-shipper.ts';

const META = metaOf({ state: 'live', bytes: 0, exitCode: undefined, cause: undefined });
const { id } = META;

let folder: string;
let spool: MemorySpool;
let server: S3Server;
let logger: RecordingLogger;
const open: RecordingShipper[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-failing-'));
  spool = new MemorySpool(folder);
  server = await S3Server.start();
  logger = new RecordingLogger();
});
afterEach(async () => {
  await server.stop();
  await Promise.all(open.splice(0).map((shipping) => shipping.dispose()));
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

function bucket(clock: Clock): S3Store {
  const url = `${server.endpoint}/${BUCKET}`;
  const { accessKeyId, secretAccessKey, sessionToken } = KEYS;
  const place = { url, region: 'eu-central-1', accessKeyId, secretAccessKey, sessionToken };
  return new S3Store({ bucket: BUCKET, prefix: '', place, clock, limitMs: 30_000 });
}

function shipperTo(store: Store, clock: Clock): RecordingShipper {
  const shipping = new RecordingShipper({ store, spool, recipients: [], clock, random: Math.random, logger });
  open.push(shipping);
  return shipping;
}

const whole = Buffer.alloc(2 * PART_BYTES + 1000).map((_, index) => index % 251);
const final = () => metaOf({ id, bytes: spool.size(id) ?? 0 });
const partsInBucket = () => [...server.uploads.values()][0]?.parts.size ?? 0;
const inBucket = () => server.objects.get(castKey(id, false));

/** Starts a recording whose first part is in the bucket, and kills the server. */
async function killedAfterOnePart(): Promise<void> {
  const killed = shipperTo(bucket(systemClock), systemClock);
  await killed.opened({ meta: META, isStrict: false });
  killed.grew(id, { bytes: spool.add(id, whole.subarray(0, PART_BYTES)) });
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual([`${id}.ship.json`]), { timeout: 5000 });
  // A killed process sends nothing more, so nothing is told to this one either.
  killed.dropped = () => {};
}

describe('a bucket', () => {
  test('has parts while the recording runs, and the whole when the next run goes on after a kill', async () => {
    await killedAfterOnePart();
    expect(partsInBucket()).toBe(1);
    spool.add(id, whole.subarray(PART_BYTES));
    server.log.length = 0;
    const next = shipperTo(bucket(systemClock), systemClock);
    await next.opened({ meta: META, isStrict: false });
    next.closed(id, final());
    await vi.waitFor(() => expect(inBucket()?.equals(whole)).toBe(true), { timeout: 5000 });
    const sent = server.log.filter((line) => line.includes('partNumber'));
    expect(sent.map((line) => /partNumber=(\d+)/.exec(line)?.[1])).toEqual(['2', '3'].slice(0, sent.length));
    await vi.waitFor(() => expect(spool.files.size).toBe(0));
    expect(JSON.parse(String(server.objects.get(metaKey(id))))).toMatchObject({ state: 'complete' });
  });

  test('keeps nothing of a recording that is dropped, not even parts, also after a kill', async () => {
    await killedAfterOnePart();
    const next = shipperTo(bucket(systemClock), systemClock);
    await next.opened({ meta: META, isStrict: false });
    next.dropped(id);
    await vi.waitFor(() =>
      expect([server.uploads.size, server.objects.size, spool.files.size]).toEqual([0, 0, 0]),
    );
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]));
  });

  test('that loses the network for a while has everything afterwards', async () => {
    const shipping = shipperTo(bucket(systemClock), systemClock);
    await shipping.opened({ meta: META, isStrict: false });
    let cuts = 0;
    server.fault = () => {
      cuts += 1;
      return cuts < 12 ? { kind: 'cut', after: cuts % 2 === 0 } : undefined;
    };
    shipping.grew(id, { bytes: spool.add(id, whole) });
    shipping.closed(id, final());
    await vi.waitFor(() => expect(inBucket()?.equals(whole)).toBe(true), { timeout: 20_000, interval: 50 });
  }, 30_000);

  test('the state on the disk has no key of the bucket', async () => {
    await killedAfterOnePart();
    const state = await readFile(join(folder, `${id}.ship.json`), 'utf8');
    for (const secret of Object.values(KEYS)) expect(state).not.toContain(secret);
  });
});

/** A store of each kind, and what makes it fail. */
const failing = {
  'a bucket that stalls': async (clock: Clock) => ({
    store: bucket(clock),
    fail: () => {
      server.fault = () => ({ kind: 'stall' });
    },
  }),
  'a bucket that refuses': async (clock: Clock) => ({
    store: bucket(clock),
    fail: () => {
      server.fault = () => ({ kind: 'error', status: 403, code: 'AccessDenied' });
    },
  }),
  'a bucket that is full': async (clock: Clock) => ({
    store: bucket(clock),
    fail: () => {
      server.fault = () => ({ kind: 'error', status: 507, code: 'XMinioStorageFull' });
    },
  }),
  'a bucket that has gone': async (clock: Clock) => ({ store: bucket(clock), fail: () => server.stop() }),
  'a directory that hangs': async (clock: Clock) => {
    const hanging = new Promise<never>(() => {});
    return { ...(await directory(clock)), fail: () => failWrites(() => hanging) };
  },
  'a directory that is full': async (clock: Clock) => ({
    ...(await directory(clock)),
    fail: () => failWrites(() => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))),
  }),
};

async function directory(clock: Clock) {
  const store = new DirectoryStore({ path: join(folder, 'store'), clock, limitMs: 30_000 });
  return { store };
}

async function failWrites(failure: () => Promise<never>): Promise<void> {
  const { open: openFile } = await import('node:fs/promises');
  const probe = await openFile(join(folder, 'probe'), 'w');
  const prototype = Object.getPrototypeOf(probe);
  await probe.close();
  await rm(join(folder, 'probe'));
  vi.spyOn(prototype, 'writeFile').mockImplementation(failure);
  vi.spyOn(prototype, 'write').mockImplementation(failure);
}

describe.each(Object.entries(failing))('%s', (_, make) => {
  test('is told within 4 s to a recording that may not go on without it', async () => {
    const clock = new FakeClock(NOON);
    const { store, fail } = await make(clock);
    const shipping = shipperTo(store, clock);
    await shipping.opened({ meta: META, isStrict: true });
    const heard: number[] = [];
    shipping.onHealth((__, { kind }) => kind === 'failing' && heard.push(clock.now()));
    await fail();
    const failedAt = clock.now();
    await vi.waitFor(
      async () => {
        // Time stands still while the store answers: its answers take no time of this clock.
        if (clock.now() - failedAt < 4000) await clock.advanceAsync(100);
        expect(heard).toHaveLength(1);
      },
      { timeout: 5000, interval: 5 },
    );
    expect((heard[0] ?? 0) - failedAt).toBeLessThanOrEqual(4000);
    expect(JSON.stringify(logger.records)).not.toContain(KEYS.secretAccessKey);
    const disposing = shipping.dispose();
    await clock.advanceAsync(60_000);
    await disposing;
    open.splice(0);
  });

  test('takes no recording that may not begin without it', async () => {
    const clock = new FakeClock(NOON);
    const { store, fail } = await make(clock);
    await fail();
    const shipping = shipperTo(store, clock);
    const opening = shipping.opened({ meta: META, isStrict: true }).catch((error: unknown) => error);
    let refused: unknown;
    void opening.then((error) => {
      refused = error;
    });
    await vi.waitFor(
      async () => {
        if (clock.now() - NOON < 3000) await clock.advanceAsync(100);
        expect(refused).toMatchObject({ name: 'StoreError' });
      },
      { timeout: 5000, interval: 5 },
    );
    const disposing = shipping.dispose();
    await clock.advanceAsync(60_000);
    await disposing;
    open.splice(0);
  });
});
