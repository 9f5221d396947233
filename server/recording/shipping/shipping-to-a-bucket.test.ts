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

function shipper(logger = new RecordingLogger()): RecordingShipper {
  const store = bucketAt(server, hastyClock);
  const common = { spool, recipients: [], clock: hastyClock, random: Math.random };
  const shipping = new RecordingShipper({ ...common, store, logger });
  open.push(shipping);
  return shipping;
}

const WAIT = { interval: 10 };

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

  test('keeps what it has where a power failure has taken more than can be put together again', async () => {
    const logger = new RecordingLogger();
    const killed = shipper();
    await killed.opened({ meta: META, isStrict: false });
    killed.grew(id, { bytes: spool.add(id, whole.subarray(0, 2 * PART_BYTES)) });
    await vi.waitFor(() => expect(spool.kept.get(id)).toBe(2 * PART_BYTES), WAIT);
    await killed.dispose();
    // The disk begins in the second part, and has lost the end of that.
    const left = 2 * PART_BYTES - 1000;
    spool.starts.set(id, PART_BYTES + 1000);
    spool.files.set(id, Buffer.concat([whole.subarray(0, left), Buffer.from('another end')]));
    const next = shipper(logger);
    const opening = next.opened({ meta: META, isStrict: false, sameBytes: left });
    next.closed(id, metaOf({ id, bytes: spool.size(id) ?? 0, state: 'cut-short', cause: 'server-stopped' }));
    await opening;
    await vi.waitFor(() => expect(inBucket()?.equals(whole.subarray(0, 2 * PART_BYTES))).toBe(true), WAIT);
    const meta = () => JSON.parse(String(server.objects.get(metaKey(id))));
    await vi.waitFor(
      () => expect(meta()).toMatchObject({ state: 'cut-short', lostBy: 'power-failure' }),
      WAIT,
    );
    expect(meta()).toMatchObject({ bytes: 2 * PART_BYTES, signed: false });
    expect(meta()).not.toHaveProperty('hash');
    await vi.waitFor(async () => expect([spool.files.size, await readdir(folder)]).toEqual([0, []]), WAIT);
    expect(logger.of('warn').map(({ fields }) => fields)).toEqual([{ shellId: id, bytes: 2 * PART_BYTES }]);
    expect(logger.of('error')).toEqual([]);
  });

  test('keeps what it has where a power failure has taken all that the disk had', async () => {
    await killedAfterOnePart();
    spool.files.set(id, Buffer.alloc(0));
    const next = shipper();
    await next.opened({ meta: META, isStrict: false, sameBytes: 0 });
    next.closed(id, metaOf({ id, bytes: 0, state: 'cut-short', cause: 'server-stopped' }));
    await vi.waitFor(() => expect(inBucket()?.equals(whole.subarray(0, PART_BYTES))).toBe(true), WAIT);
    const meta = () => JSON.parse(String(server.objects.get(metaKey(id))));
    await vi.waitFor(
      () => expect(meta()).toMatchObject({ lostBy: 'power-failure', bytes: PART_BYTES }),
      WAIT,
    );
    await vi.waitFor(async () => expect([spool.files.size, await readdir(folder)]).toEqual([0, []]), WAIT);
  });

  test('keeps nothing of a recording of which neither it nor the disk has a byte', async () => {
    const next = shipper();
    await next.opened({ meta: META, isStrict: false, sameBytes: 0 });
    next.closed(id, metaOf({ id, bytes: 0, state: 'cut-short', cause: 'server-stopped' }));
    await vi.waitFor(() => expect([server.uploads.size, server.objects.size]).toEqual([0, 0]), WAIT);
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), WAIT);
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

  describe('that has aborted the upload', () => {
    const inMeta = () => JSON.parse(String(server.objects.get(metaKey(id)) ?? 'null'));

    /** As a lifecycle rule does. */
    async function abortedAfterOnePart(
      logger: RecordingLogger,
      spoolFrom: number,
    ): Promise<RecordingShipper> {
      await killedAfterOnePart();
      spool.starts.set(id, spoolFrom);
      server.uploads.clear();
      spool.add(id, whole.subarray(PART_BYTES));
      const next = shipper(logger);
      await next.opened({ meta: META, isStrict: false });
      return next;
    }

    test('gets all of it again while the spool has it', async () => {
      const logger = new RecordingLogger();
      const next = await abortedAfterOnePart(logger, 0);
      next.closed(id, final());
      await vi.waitFor(() => expect(inBucket()?.equals(whole)).toBe(true), WAIT);
      await vi.waitFor(() => expect(inMeta()).toMatchObject({ state: 'complete' }), WAIT);
      expect(logger.of('error')).toEqual([]);
    });

    test('is told that the recording is incomplete once its beginning has left the spool', async () => {
      const logger = new RecordingLogger();
      const next = await abortedAfterOnePart(logger, PART_BYTES);
      next.closed(id, final());
      const expected = { state: 'incomplete', lostBy: 'upload-aborted', cause: 'process-exited' };
      await vi.waitFor(() => expect(inMeta()).toMatchObject(expected), WAIT);
      await vi.waitFor(() => expect(spool.files.size).toBe(0), WAIT);
      await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), WAIT);
      expect(next.figures).toMatchObject({ waiting: 0, failing: 0 });
      expect([inBucket(), server.uploads.size]).toEqual([undefined, 0]);
      expect(logger.of('error').map(({ fields }) => fields)).toEqual([
        expect.objectContaining({ shellId: id, reason: expect.stringContaining('NoSuchUpload') }),
      ]);
    });

    test('while the shell runs, the recording is lost once, and its spool is free to shrink', async () => {
      const logger = new RecordingLogger();
      const next = await abortedAfterOnePart(logger, PART_BYTES);
      const heard: string[] = [];
      next.onHealth((_, { kind }) => heard.push(kind));
      next.grew(id, { bytes: 2 * PART_BYTES });
      await vi.waitFor(() => expect(heard).toEqual(['lost']), WAIT);
      expect(next.health(id)).toMatchObject({ kind: 'lost' });
      expect(next.meta(id)).toMatchObject({ state: 'incomplete' });
      next.grew(id, { bytes: whole.length });
      await vi.waitFor(() => expect(spool.kept.get(id)).toBe(whole.length), WAIT);
      server.log.length = 0;
      next.closed(id, final());
      await vi.waitFor(() => expect(inMeta()).toMatchObject({ state: 'incomplete', exitCode: 0 }), WAIT);
      await vi.waitFor(() => expect(spool.files.size).toBe(0), WAIT);
      expect(server.log.filter((line) => line.includes('uploadId'))).toEqual([]);
      expect(logger.of('error')).toHaveLength(1);
      expect(heard).toEqual(['lost']);
    });

    test('an answer of somebody else before the bucket is no reason to give up', async () => {
      const logger = new RecordingLogger();
      await killedAfterOnePart();
      spool.starts.set(id, PART_BYTES);
      spool.add(id, whole.subarray(PART_BYTES));
      let answers = 0;
      server.fault = (line) => {
        if (!line.includes('uploadId') || answers >= 5) return undefined;
        answers += 1;
        return { kind: 'error', status: 404, code: '' };
      };
      const next = shipper(logger);
      await next.opened({ meta: META, isStrict: false });
      next.closed(id, final());
      await vi.waitFor(() => expect(inBucket()?.equals(whole)).toBe(true), WAIT);
      expect(answers).toBe(5);
      expect(logger.of('error')).toEqual([]);
    });
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
