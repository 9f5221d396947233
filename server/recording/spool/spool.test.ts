import { randomBytes } from 'node:crypto';
import { appendFile, link, mkdir, mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OpenedRecording } from '../ports.ts';
import { metaOf } from '../testing/stored-recordings.ts';
import { FrameSeal } from './frame-seal.ts';
import { Spool, SpoolFullError, type SpoolOptions } from './spool.ts';

const MIB = 1024 * 1024;
const OPENED: OpenedRecording = { meta: metaOf({ state: 'live' }), isStrict: false };
const ID = OPENED.meta.id;
const SECRET = 'a secret of at least thirty-two characters';

let root: string;
/** Of the newest run. */
let directory: string;
const spools: Spool[] = [];

/** One of a run after those that were made before, which have gone. */
function newSpool(options: Pick<SpoolOptions, 'maxBytes' | 'seal' | 'freeBytes'>): Spool {
  const own = `run-${spools.length}`;
  const spool = new Spool({ root, own, isGone: (name) => name !== own, ...options });
  directory = spool.directory;
  spools.push(spool);
  return spool;
}

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'podshell-spool-')), 'recordings');
});

afterEach(async () => {
  for (const spool of spools.splice(0)) await spool.close(ID);
  await rm(join(root, '..'), { recursive: true });
});

async function read(spool: Spool, from: number, to: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of spool.read(ID, from, to)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function readInto(spool: Spool, from: number, to: number): Promise<Buffer> {
  const memory = Buffer.alloc(to - from);
  await spool.readInto(ID, from, memory);
  return memory;
}

async function filled(spool: Spool, chunks: readonly Buffer[]): Promise<Buffer> {
  await spool.open(OPENED);
  for (const chunk of chunks) await spool.append(ID, chunk);
  return Buffer.concat(chunks);
}

const chunksOf = (count: number, bytes: number) => Array.from({ length: count }, () => randomBytes(bytes));

describe.each([
  ['as it is', undefined],
  ['sealed', new FrameSeal([SECRET])],
])('a recording that lies on the disk %s', (_, seal) => {
  test('is read from anywhere, over its segments', async () => {
    const spool = newSpool({ maxBytes: 4 * MIB, seal });
    const whole = await filled(spool, chunksOf(20, 50_000));
    expect(spool.size(ID)).toBe(whole.length);
    expect((await readdir(directory)).length).toBeGreaterThan(3);
    expect((await read(spool, 0, whole.length)).equals(whole)).toBe(true);
    for (const reading of [read, readInto]) {
      expect((await reading(spool, 262_000, 612_345)).equals(whole.subarray(262_000, 612_345))).toBe(true);
      await expect(reading(spool, 999_999, whole.length + 1)).rejects.toThrow('no longer in the spool');
    }
  });

  test('is found by the next run, without what was torn', async () => {
    const before = newSpool({ maxBytes: 4 * MIB, seal });
    const whole = await filled(before, chunksOf(6, 60_000));
    await before.close(ID);
    const newest =
      (await readdir(directory))
        .filter((name) => name.endsWith('.cast'))
        .toSorted()
        .at(-1) ?? '';
    await appendFile(join(directory, newest), randomBytes(100));
    const spool = newSpool({ maxBytes: 4 * MIB, seal });
    const [found] = await spool.leftOver();
    expect(found).toMatchObject({
      opened: OPENED,
      start: 0,
      end: whole.length + (seal === undefined ? 100 : 0),
    });
    await spool.cut(ID, whole.length - 10);
    await spool.append(ID, Buffer.from('and on'));
    const expected = Buffer.concat([whole.subarray(0, -10), Buffer.from('and on')]);
    expect((await read(spool, 0, expected.length)).equals(expected)).toBe(true);
    const again = newSpool({ maxBytes: 4 * MIB, seal });
    expect(await again.leftOver()).toMatchObject([{ start: 0, end: expected.length }]);
    expect((await read(again, 0, expected.length)).equals(expected)).toBe(true);
  });

  test('is shared only where its one file has exactly its bytes', async () => {
    const spool = newSpool({ maxBytes: 4 * MIB, seal });
    const link = vi.fn(async () => true);
    await spool.open(OPENED);
    expect(await spool.share(ID, link)).toBe(false);
    await spool.append(ID, randomBytes(10));
    expect(await spool.share(ID, link)).toBe(seal === undefined);
    const other = newSpool({ maxBytes: MIB, seal });
    await filled(other, chunksOf(2, 100_000));
    expect(await other.share(ID, link)).toBe(false);
    expect(link).toHaveBeenCalledTimes(seal === undefined ? 1 : 0);
  });

  test('leaves nothing behind once it is removed', async () => {
    const spool = newSpool({ maxBytes: 4 * MIB, seal });
    await filled(spool, chunksOf(6, 60_000));
    await spool.remove(ID);
    expect(await readdir(directory)).toEqual([]);
    await spool.dispose();
    expect(await readdir(root)).toEqual([]);
    expect(spool.size(ID)).toBeUndefined();
  });
});

test('files are for their owner alone', async () => {
  const spool = newSpool({ maxBytes: MIB });
  await filled(spool, chunksOf(1, 10));
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(directory))
    expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
});

test('sealed bytes are not readable on the disk, nor with another key', async () => {
  const spool = newSpool({ maxBytes: MIB, seal: new FrameSeal([SECRET]) });
  await filled(spool, [Buffer.from('the secret is 42')]);
  const [name = ''] = (await readdir(directory)).filter((one) => one.endsWith('.cast'));
  const bytes = await readFile(join(directory, name));
  expect(bytes.includes('secret')).toBe(false);
  expect(new FrameSeal(['x'.repeat(32)]).openAll(bytes)).toHaveLength(0);
  // A key that was rotated out still opens.
  expect(new FrameSeal(['x'.repeat(32), SECRET]).openAll(bytes).toString()).toBe('the secret is 42');
});

test('a full spool takes nothing, until the store has what is old', async () => {
  const spool = newSpool({ maxBytes: MIB });
  const whole = await filled(spool, chunksOf(16, 64 * 1024));
  await expect(spool.append(ID, randomBytes(1))).rejects.toThrow(SpoolFullError);
  spool.shipped(ID, 200_000);
  const more = randomBytes(64 * 1024);
  await spool.append(ID, more);
  expect(spool.storedBytes).toBeLessThanOrEqual(MIB);
  await expect(read(spool, 0, 10)).rejects.toThrow('no longer in the spool');
  const expected = Buffer.concat([whole, more]);
  const tail = await read(spool, 200_000, expected.length);
  expect(tail.equals(expected.subarray(200_000))).toBe(true);
});

describe('a file that the store has as well', () => {
  const inStore = () => join(root, '..', 'in-store');
  const sharedBy = (spool: Spool) =>
    spool.share(ID, async (file) => {
      await link(file, inStore());
      return true;
    });

  test('grows in both beyond a segment, and takes no room of the spool', async () => {
    const spool = newSpool({ maxBytes: MIB });
    const first = await filled(spool, chunksOf(1, 60_000));
    expect(await sharedBy(spool)).toBe(true);
    const more = chunksOf(40, 60_000);
    for (const chunk of more) await spool.append(ID, chunk);
    const whole = Buffer.concat([first, ...more]);
    expect((await readFile(inStore())).equals(whole)).toBe(true);
    expect((await read(spool, 0, whole.length)).equals(whole)).toBe(true);
    expect(spool.storedBytes).toBe(0);
    await spool.remove(ID);
    expect((await readFile(inStore())).equals(whole)).toBe(true);
  });

  test('is the same file for the next run, which cuts it and goes on in it', async () => {
    const before = newSpool({ maxBytes: MIB });
    await filled(before, chunksOf(1, 60_000));
    await sharedBy(before);
    for (const chunk of chunksOf(40, 60_000)) await before.append(ID, chunk);
    await before.close(ID);
    const whole = await readFile(inStore());
    const spool = newSpool({ maxBytes: MIB });
    expect(await spool.leftOver()).toMatchObject([{ start: 0, end: whole.length }]);
    await spool.cut(ID, 2_000_000);
    await spool.append(ID, Buffer.from('the end'));
    const expected = Buffer.concat([whole.subarray(0, 2_000_000), Buffer.from('the end')]);
    expect((await readFile(inStore())).equals(expected)).toBe(true);
    expect((await read(spool, 0, expected.length)).equals(expected)).toBe(true);
  });

  test('is the spool’s alone where the store could not link it', async () => {
    const spool = newSpool({ maxBytes: MIB });
    await filled(spool, chunksOf(1, 60_000));
    expect(await spool.share(ID, async () => false)).toBe(false);
    await expect(spool.share(ID, () => Promise.reject(new Error('hung')))).rejects.toThrow('hung');
    for (const chunk of chunksOf(2, 60_000)) await spool.append(ID, chunk);
    expect(spool.storedBytes).toBe(180_000);
    expect((await readdir(directory)).filter((name) => name.endsWith('.cast'))).toHaveLength(2);
  });
});

describe('a disk that has less room than the spool may take', () => {
  /** A disk of so many bytes for the spool's segments. */
  async function smallDisk(diskBytes: number): Promise<void> {
    const probe = await open(join(root, '..', 'probe'), 'w');
    const prototype = Object.getPrototypeOf(probe);
    await probe.close();
    const { writev } = prototype;
    vi.spyOn(prototype, 'writev').mockImplementation(async function (this: unknown, pieces, position) {
      const names = (await readdir(directory)).filter((name) => name.endsWith('.cast'));
      const sizes = await Promise.all(names.map(async (name) => (await stat(join(directory, name))).size));
      const room = diskBytes - sizes.reduce((sum, size) => sum + size, 0);
      const wanted = Buffer.concat(pieces as Buffer[]);
      if (room <= 0) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
      return await writev.call(this, [wanted.subarray(0, room)], position);
    });
  }

  afterEach(() => void vi.restoreAllMocks());

  test('lets go of what the store has, and goes on', async () => {
    const spool = newSpool({ maxBytes: 16 * MIB });
    const chunks = chunksOf(10, 512 * 1024);
    await spool.open(OPENED);
    await smallDisk(4 * MIB);
    let bytes = 0;
    for (const chunk of chunks) {
      await spool.append(ID, chunk);
      bytes += chunk.length;
      spool.shipped(ID, bytes);
    }
    expect(spool.storedBytes).toBeLessThanOrEqual(4 * MIB);
    const from = bytes - MIB;
    expect((await read(spool, from, bytes)).equals(Buffer.concat(chunks).subarray(from))).toBe(true);
  });

  test('goes on also where the disk has no room for two whole segments', async () => {
    const spool = newSpool({ maxBytes: 64 * MIB });
    const chunks = chunksOf(32, 512 * 1024);
    await spool.open(OPENED);
    // A segment is 4 MiB.
    await smallDisk(6 * MIB);
    let bytes = 0;
    for (const chunk of chunks) {
      await spool.append(ID, chunk);
      bytes += chunk.length;
      spool.shipped(ID, bytes);
    }
    const start = spool.start(ID) ?? 0;
    // A next run has a whole chunk to go on from.
    expect(bytes - start).toBeGreaterThanOrEqual(512 * 1024);
    expect((await read(spool, start, bytes)).equals(Buffer.concat(chunks).subarray(start))).toBe(true);
    const next = newSpool({ maxBytes: 64 * MIB });
    expect(await next.leftOver()).toEqual([{ opened: OPENED, start, end: bytes }]);
  });

  test.each([
    ['goes on where it holds little more than a part of a bucket', 12 * MIB, 40 * MIB],
    ['takes no more where it holds less than a part', 7 * MIB, 7 * MIB],
  ])('%s', async (_, diskBytes, expected) => {
    const PART = 8 * MIB;
    let kept = 0;
    const spool = newSpool({ maxBytes: 1024 * MIB, freeBytes: async () => diskBytes - kept });
    await spool.open(OPENED);
    await smallDisk(diskBytes);
    let bytes = 0;
    for (const chunk of chunksOf(80, 512 * 1024)) {
      const isFull = await spool.append(ID, chunk).then(
        () => false,
        (error: unknown) => error instanceof SpoolFullError,
      );
      if (isFull) break;
      bytes += chunk.length;
      spool.shipped(ID, Math.floor(bytes / PART) * PART);
      kept = spool.storedBytes;
    }
    expect(bytes).toBe(expected);
  });

  test('keeps two segments whose first the store does not have', async () => {
    const spool = newSpool({ maxBytes: 64 * MIB });
    const chunks = chunksOf(12, 512 * 1024);
    await spool.open(OPENED);
    await smallDisk(6 * MIB);
    for (const chunk of chunks) await spool.append(ID, chunk);
    spool.shipped(ID, 3 * MIB);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(spool.append(ID, randomBytes(512 * 1024))).rejects.toThrow(SpoolFullError);
    }
    expect((await read(spool, 0, 6 * MIB)).equals(Buffer.concat(chunks))).toBe(true);
    expect((await readdir(directory)).filter((name) => name.endsWith('.cast'))).toHaveLength(2);
  });

  test('keeps what the store does not have, and what was torn gives its room back', async () => {
    const spool = newSpool({ maxBytes: 16 * MIB });
    const chunks = chunksOf(7, 512 * 1024);
    await spool.open(OPENED);
    await smallDisk(3.75 * MIB);
    const whole = Buffer.concat(chunks);
    for (const chunk of chunks) await spool.append(ID, chunk);
    await expect(spool.append(ID, randomBytes(512 * 1024))).rejects.toThrow(SpoolFullError);
    expect((await read(spool, 0, whole.length)).equals(whole)).toBe(true);
    const small = randomBytes(200 * 1024);
    await spool.append(ID, small);
    expect((await read(spool, whole.length, whole.length + small.length)).equals(small)).toBe(true);
  });
});

test('what the store has lost again stays in a full spool', async () => {
  const spool = newSpool({ maxBytes: 4 * MIB });
  const whole = await filled(spool, chunksOf(12, 256 * 1024));
  spool.shipped(ID, whole.length);
  spool.shipped(ID, 0);
  await expect(spool.append(ID, randomBytes(2 * MIB))).rejects.toThrow(SpoolFullError);
  expect(spool.start(ID)).toBe(0);
  spool.shipped(ID, whole.length);
  await spool.append(ID, randomBytes(2 * MIB));
  expect(spool.start(ID)).toBeGreaterThan(0);
});

test('a recording that the disk has no room for leaves nothing', async () => {
  const spool = newSpool({ maxBytes: MIB });
  await spool.open(OPENED);
  await spool.remove(ID);
  // The disk takes no name any more.
  const renamed = join(directory, `${ID}.json`);
  await mkdir(renamed);
  await expect(spool.open(OPENED)).rejects.toThrow();
  expect(await readdir(directory)).toEqual([`${ID}.json`]);
});

test('what a kill has left half written goes with the next run', async () => {
  const killed = newSpool({ maxBytes: MIB });
  await filled(killed, chunksOf(1, 1000));
  for (const name of ['json', 'ship.json']) {
    await appendFile(join(directory, `0199e5a6-7a10-7c1e-9d0b-1f2e3d4c5b00.${name}.new`), '{');
  }
  const next = newSpool({ maxBytes: MIB });
  expect(await next.leftOver()).toHaveLength(1);
  expect((await readdir(directory)).filter((name) => name.endsWith('.new'))).toEqual([]);
});
