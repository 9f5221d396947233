import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { encodeEntry } from './journal-entry.ts';
import { ProcessJournal } from './process-journal.ts';
import { instanceName, ownInstance } from './server-instance.ts';
import { entryOf } from './testing/entry-of.ts';

let folder: string;
let root: string;
let logger: RecordingLogger;
let journal: ProcessJournal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-journal-'));
  root = join(folder, 'state', 'podshell');
  logger = new RecordingLogger();
  journal = new ProcessJournal(root, logger);
});
afterEach(() => rm(folder, { recursive: true }));

/** The directory of a server that no longer runs, with one file for each text. */
async function deadServer(texts: readonly string[]): Promise<string> {
  const directory = join(root, instanceName({ ...ownInstance(), startedAt: 1 }));
  await mkdir(directory, { recursive: true });
  await Promise.all(texts.map((text, index) => writeFile(join(directory, `${index}.json`), text)));
  return directory;
}

async function filesOf(name: string): Promise<readonly string[]> {
  const directory = join(root, name);
  const files = await readdir(directory);
  return Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')));
}

test('an entry stays on disk until it is erased, readable only by its owner', async () => {
  const erase = [1, 2].map((pid) => journal.note(entryOf(pid)));
  await journal.dispose();
  const own = instanceName(ownInstance());
  expect([...(await filesOf(own))].sort()).toEqual([1, 2].map((pid) => encodeEntry(entryOf(pid))));
  const [file = ''] = await readdir(join(root, own));
  expect((await stat(join(root, own))).mode & 0o777).toBe(0o700);
  expect((await stat(join(root, own, file))).mode & 0o777).toBe(0o600);
  erase[0]?.();
  erase[0]?.();
  await journal.dispose();
  expect(await filesOf(own)).toEqual([encodeEntry(entryOf(2))]);
});

test('a server that has ended all its processes leaves no files', async () => {
  const erase = journal.note(entryOf(1));
  erase();
  await journal.dispose();
  await expect(readdir(root)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a server without shells writes nothing', async () => {
  expect(await journal.takeOrphans()).toEqual([]);
  await journal.dispose();
  expect(await readdir(folder)).toEqual([]);
});

test('the orphans of a dead server are taken once and kept until they are erased', async () => {
  const directory = await deadServer([encodeEntry(entryOf(1)), encodeEntry(entryOf(2)), '{"pid":']);
  const orphans = await journal.takeOrphans();
  expect(orphans.map(({ entry }) => entry.mark.pid).sort()).toEqual([1, 2]);
  await expect(readdir(directory)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await new ProcessJournal(root, logger).takeOrphans()).toEqual([]);
  orphans.find(({ entry }) => entry.mark.pid === 1)?.erase();
  await journal.dispose();
  expect(await filesOf(instanceName(ownInstance()))).toEqual([encodeEntry(entryOf(2))]);
});

test('the entries of a running server are not taken', async () => {
  const other = new ProcessJournal(root, logger);
  other.note(entryOf(1));
  await other.dispose();
  expect(await journal.takeOrphans()).toEqual([]);
});

test('files that are not journals are left alone', async () => {
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  await writeFile(join(elsewhere, 'x.json'), encodeEntry(entryOf(1)));
  await mkdir(join(root, 'something'), { recursive: true });
  await symlink(elsewhere, join(root, instanceName({ ...ownInstance(), startedAt: 1 })));
  expect(await journal.takeOrphans()).toEqual([]);
  expect(await readdir(elsewhere)).toEqual(['x.json']);
});

test('a directory that cannot be written is logged once and stops no shell', async () => {
  await writeFile(join(folder, 'state'), 'a file');
  const erase = [journal.note(entryOf(1)), journal.note(entryOf(2))];
  await journal.dispose();
  for (const one of erase) one();
  journal.note(entryOf(3))();
  await journal.dispose();
  expect(logger.of('warn')).toHaveLength(1);
});
