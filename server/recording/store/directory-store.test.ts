import { chmod, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { DirectoryStore } from './directory-store.ts';
import { bytesOf, storeExamples, textOf } from './testing/store-examples.ts';

let folder: string;
let clock: FakeClock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-store-'));
  clock = new FakeClock();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

const open = async () => new DirectoryStore({ path: folder, clock, limitMs: 3000 });

describe('a directory', () => storeExamples({ open, partBytes: 1000 }));

test('only the account of the server reads recordings', async () => {
  const store = await open();
  await store.put('day/a.json', bytesOf('x'));
  const writer = await store.writer('day/a.cast');
  await writer.append(bytesOf('x'));
  await writer.complete();
  for (const file of ['day/a.json', 'day/a.cast']) {
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  }
  expect((await stat(join(folder, 'day'))).mode & 0o777).toBe(0o700);
});

test('what was begun goes with its key', async () => {
  const store = await open();
  await (await store.writer('day/a.cast')).append(bytesOf('x'));
  await store.delete('day/a.cast');
  expect(await readdir(folder)).toEqual([]);
});

test('a file that is removed while it grows is not made anew with a hole', async () => {
  const store = await open();
  const writer = await store.writer('day/a.cast');
  await writer.append(bytesOf('one '));
  await rm(join(folder, 'day/a.cast.part'));
  await expect(writer.append(bytesOf('two'))).rejects.toMatchObject({ kind: 'not-found' });
  expect(await readdir(join(folder, 'day'))).toEqual([]);
});

test('empty folders go, the directory stays', async () => {
  const store = await open();
  await store.put('2026/11/28/a', bytesOf('x'));
  await store.delete('2026/11/28/a');
  expect(await readdir(folder)).toEqual([]);
});

test('bytes that the disk has lost are written again', async () => {
  const store = await open();
  const writer = await store.writer('a.cast');
  await writer.append(bytesOf('0123456789'));
  await truncate(join(folder, 'a.cast.part'), 4);
  await expect(store.writer('a.cast', writer.state)).rejects.toMatchObject({ kind: 'not-found' });
});

test('going on with a file that is complete is refused, and leaves nothing', async () => {
  const store = await open();
  const writer = await store.writer('a.cast');
  await writer.append(bytesOf('0123456789'));
  await writer.complete();
  await expect(store.writer('a.cast', writer.state)).rejects.toMatchObject({ kind: 'not-found' });
  expect(await readdir(folder)).toEqual(['a.cast']);
});

test('a write that was torn is written again at its place', async () => {
  const store = await open();
  const writer = await store.writer('a.cast');
  await writer.append(bytesOf('one '));
  const { state } = writer;
  // Written, but the process was killed before it could note that.
  await writer.append(bytesOf('tw'));
  const next = await store.writer('a.cast', state);
  await next.append(bytesOf('two'));
  await next.complete();
  expect(await textOf(store.read('a.cast'))).toBe('one two');
});

test('a key cannot lead out of the directory', async () => {
  const store = await open();
  await expect(async () => store.put('day/../../a', bytesOf('x'))).rejects.toThrow(RangeError);
});

/** Every file refuses to be written, with this code of the system. */
async function failing(code: string) {
  const { open: openFile } = await import('node:fs/promises');
  const probe = await openFile(join(folder, 'probe'), 'w');
  const prototype = Object.getPrototypeOf(probe);
  await probe.close();
  await rm(join(folder, 'probe'));
  const error = Object.assign(new Error(`${code}: at a path of the machine`), { code });
  return [
    vi.spyOn(prototype, 'write').mockRejectedValue(error),
    vi.spyOn(prototype, 'writeFile').mockRejectedValue(error),
  ];
}

test.each([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'refused'],
  ['EIO', 'unavailable'],
])('%s is told as %s, and the same bytes can be given again', async (code, kind) => {
  const store = await open();
  const writer = await store.writer('a.cast');
  await writer.append(bytesOf('one '));
  const spies = await failing(code);
  await expect(writer.append(bytesOf('two'))).rejects.toMatchObject({ kind });
  await expect(store.put('a.json', bytesOf('x'))).rejects.toMatchObject({ kind });
  for (const spy of spies) spy.mockRestore();
  expect(await readdir(folder)).toEqual(['a.cast.part']);
  await writer.append(bytesOf('two'));
  await writer.complete();
  expect(await textOf(store.read('a.cast'))).toBe('one two');
});

test('the message has no path of the machine', async () => {
  const store = await open();
  await expect(store.read('a')).rejects.not.toThrow(folder);
});
