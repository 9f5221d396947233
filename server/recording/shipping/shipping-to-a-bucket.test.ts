import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';
import { PART_BYTES } from '../store/s3-writer.ts';
import { KEYS, S3Server } from '../store/testing/s3-server.ts';
import { bucketAt } from '../testing/failing-stores.ts';
import { hastyClock } from '../testing/hasty-clock.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { metaOf } from '../testing/stored-recordings.ts';
import { RecordingShipper } from './recording-shipper.ts';

const META = metaOf({ state: 'live', bytes: 0, exitCode: undefined, cause: undefined });
const { id } = META;

let folder: string;
let spool: MemorySpool;
let server: S3Server;
const open: RecordingShipper[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-failing-'));
  spool = new MemorySpool(folder);
  server = await S3Server.start();
});
afterEach(async () => {
  await server.stop();
  await Promise.all(open.splice(0).map((shipping) => shipping.dispose()));
  await rm(folder, { recursive: true });
});

function shipper(): RecordingShipper {
  const store = bucketAt(server, hastyClock);
  const common = { spool, recipients: [], clock: hastyClock, random: Math.random };
  const shipping = new RecordingShipper({ ...common, store, logger: new RecordingLogger() });
  open.push(shipping);
  return shipping;
}

const WAIT = { timeout: 20_000, interval: 10 };

const whole = Buffer.alloc(2 * PART_BYTES + 1000).map((_, index) => index % 251);
const final = () => metaOf({ id, bytes: spool.size(id) ?? 0 });
const partsInBucket = () => [...server.uploads.values()][0]?.parts.size ?? 0;
const inBucket = () => server.objects.get(castKey(id, false));

/** Starts a recording whose first part is in the bucket, and kills the server. */
async function killedAfterOnePart(): Promise<void> {
  const killed = shipper();
  await killed.opened({ meta: META, isStrict: false });
  killed.grew(id, { bytes: spool.add(id, whole.subarray(0, PART_BYTES)) });
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual([`${id}.ship.json`]), WAIT);
  // As a killed process it sends nothing more; the bucket and the disk are as they are.
  await killed.dispose();
}

describe('a bucket', () => {
  test('has parts while the recording runs, and the whole when the next run goes on after a kill', async () => {
    await killedAfterOnePart();
    expect(partsInBucket()).toBe(1);
    spool.add(id, whole.subarray(PART_BYTES));
    server.log.length = 0;
    const next = shipper();
    await next.opened({ meta: META, isStrict: false });
    next.closed(id, final());
    await vi.waitFor(() => expect(inBucket()?.equals(whole)).toBe(true), WAIT);
    const sent = server.log.filter((line) => line.includes('partNumber'));
    expect(sent.map((line) => /partNumber=(\d+)/.exec(line)?.[1])).toEqual(['2', '3'].slice(0, sent.length));
    await vi.waitFor(() => expect(spool.files.size).toBe(0), WAIT);
    expect(JSON.parse(String(server.objects.get(metaKey(id))))).toMatchObject({ state: 'complete' });
  });

  test('keeps nothing of a recording that is dropped, not even parts, also after a kill', async () => {
    await killedAfterOnePart();
    const next = shipper();
    await next.opened({ meta: META, isStrict: false });
    next.dropped(id);
    await vi.waitFor(
      () => expect([server.uploads.size, server.objects.size, spool.files.size]).toEqual([0, 0, 0]),
      WAIT,
    );
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), WAIT);
  });

  test('that loses the network for a while has everything afterwards', async () => {
    const shipping = shipper();
    await shipping.opened({ meta: META, isStrict: false });
    let cuts = 0;
    server.fault = () => {
      cuts += 1;
      return cuts < 12 ? { kind: 'cut', after: cuts % 2 === 0 } : undefined;
    };
    shipping.grew(id, { bytes: spool.add(id, whole) });
    shipping.closed(id, final());
    await vi.waitFor(() => expect(inBucket()?.equals(whole)).toBe(true), WAIT);
  }, 30_000);

  test('the state on the disk has no key of the bucket', async () => {
    await killedAfterOnePart();
    const state = await readFile(join(folder, `${id}.ship.json`), 'utf8');
    for (const secret of Object.values(KEYS)) expect(state).not.toContain(secret);
  });
});
