import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { DirectoryStore } from './directory-store.ts';
import { bytesOf, textOf } from './testing/store-examples.ts';

const KEY = 'day/a.cast';

let folder: string;
let store: DirectoryStore;
/** Of a spool on the same disk. */
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-linked-'));
  store = new DirectoryStore({ path: join(folder, 'store'), clock: new FakeClock(), limitMs: 3000 });
  file = join(folder, 'spooled');
  await writeFile(file, 'one ', { mode: 0o600 });
});
afterEach(() => rm(folder, { recursive: true }));

const inStore = () => readdir(join(folder, 'store', 'day'));

test('what is written to the file is in the object, which appears when it is complete', async () => {
  const linked = await store.link(KEY, file);
  await appendFile(file, 'two');
  expect(await store.keys('day/')).toEqual([]);
  await linked?.complete(7);
  expect(await store.keys('day/')).toEqual([KEY]);
  await rm(file);
  expect(await textOf(store.read(KEY))).toBe('one two');
  expect((await stat(join(folder, 'store', KEY))).nlink).toBe(1);
});

test('completing twice is completing once, also by a later run', async () => {
  const linked = await store.link(KEY, file);
  await linked?.complete(4);
  await linked?.complete(4);
  const again = await store.link(KEY, file);
  await again?.complete(4);
  expect(await inStore()).toEqual(['a.cast']);
});

test('a file of another size, or that has gone, is not taken for the recording', async () => {
  const linked = await store.link(KEY, file);
  await expect(linked?.complete(5)).rejects.toMatchObject({ name: 'StoreError', kind: 'not-found' });
  await rm(join(folder, 'store', `${KEY}.part`));
  await expect(linked?.complete(4)).rejects.toMatchObject({ name: 'StoreError', kind: 'not-found' });
  expect(await store.keys('day/')).toEqual([]);
});

test('a link takes the place of what was copied before, and leaves when it is given up', async () => {
  await (await store.writer(KEY)).append(bytesOf('copied before'));
  await store.link(KEY, file);
  const linked = await store.link(KEY, file);
  expect(await inStore()).toEqual(['a.cast.part']);
  await linked?.abort();
  expect(await inStore()).toEqual([]);
  expect(await readFile(file, 'utf8')).toBe('one ');
});

test('a writer after a link writes a file of its own', async () => {
  await store.link(KEY, file);
  const writer = await store.writer(KEY, { kept: 3 });
  expect(writer.kept).toBe(0);
  await writer.append(bytesOf('other'));
  await writer.complete();
  expect(await textOf(store.read(KEY))).toBe('other');
  expect(await readFile(file, 'utf8')).toBe('one ');
});

test('a file that cannot be linked is to be copied', async () => {
  expect(await store.link(KEY, join(folder, 'missing'))).toBeUndefined();
  expect(await inStore()).toEqual([]);
});
