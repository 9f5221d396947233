/** A directory on the disk of the spool has recordings without a copy. */

import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { Spool } from '../spool/spool.ts';
import { DirectoryStore } from '../store/directory-store.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';
import { textOf } from '../store/testing/store-examples.ts';
import { hastyClock } from '../testing/hasty-clock.ts';
import { metaOf } from '../testing/stored-recordings.ts';
import { RecordingShipper } from './recording-shipper.ts';

const META = metaOf({ state: 'live', bytes: 0, exitCode: undefined, cause: undefined });
const { id } = META;
const OPENED = { meta: META, isStrict: false };
const WAIT = { interval: 5 };

let folder: string;
const runs: Run[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-by-link-'));
});
afterEach(async () => {
  for (const { shipper, spool } of runs.splice(0)) {
    await shipper.dispose();
    await spool.dispose();
  }
  await rm(folder, { recursive: true });
});

interface Run {
  readonly spool: Spool;
  readonly store: DirectoryStore;
  readonly shipper: RecordingShipper;
}

function runOf(own: string, recipients: readonly string[] = []): Run {
  const root = join(folder, 'spool');
  const spool = new Spool({ root, own, isGone: (name) => name !== own, maxBytes: 1_048_576 });
  const store = new DirectoryStore({ path: join(folder, 'store'), clock: hastyClock, limitMs: 200_000 });
  const common = { store, spool, recipients, clock: hastyClock, random: Math.random };
  const shipper = new RecordingShipper({ ...common, logger: new RecordingLogger() });
  const run = { spool, store, shipper };
  runs.push(run);
  return run;
}

const partFile = () => join(folder, 'store', `${castKey(id, false)}.part`);

/** A run whose recording is in the store as far as it has grown. */
async function grown(...texts: readonly string[]) {
  const run = runOf('first');
  await run.spool.open(OPENED);
  await run.shipper.opened(OPENED);
  for (const text of texts) await run.spool.append(id, Buffer.from(text));
  run.shipper.grew(id, { bytes: run.spool.size(id) ?? 0 });
  await vi.waitFor(async () => expect((await stat(partFile())).nlink).toBe(2), WAIT);
  return run;
}

async function isWhole({ spool, store }: Run, text: string): Promise<void> {
  await vi.waitFor(() => expect(spool.size(id)).toBeUndefined(), WAIT);
  expect(await textOf(store.read(castKey(id, false)))).toBe(text);
  expect(JSON.parse(await textOf(store.read(metaKey(id))))).toMatchObject({ state: 'complete' });
  const [year = '', month = '', day = ''] = castKey(id, false).split('/');
  expect(await readdir(join(folder, 'store', year, month, day))).toHaveLength(2);
  expect(await readdir(spool.directory)).toEqual([]);
}

test('a recording grows in the store, which has it whole when it is closed', async () => {
  const run = await grown('one ');
  await run.spool.append(id, Buffer.from('two'));
  expect(await readFile(partFile(), 'utf8')).toBe('one two');
  run.shipper.grew(id, { bytes: 7 });
  await vi.waitFor(() => expect(run.shipper.figures.sentBytes).toBe(7), WAIT);
  await run.spool.close(id);
  run.shipper.closed(id, metaOf({ id, bytes: 7 }));
  await isWhole(run, 'one two');
});

test('the run after a kill goes on in the same file', async () => {
  const killed = await grown('one ', 'torn');
  await killed.shipper.dispose();
  await killed.spool.close(id);
  const next = runOf('next');
  await next.spool.leftOver();
  await next.spool.cut(id, 4);
  await next.spool.append(id, Buffer.from('two'));
  await next.spool.close(id);
  expect(await readFile(partFile(), 'utf8')).toBe('one two');
  next.shipper.opened(OPENED).catch(() => {});
  next.shipper.closed(id, metaOf({ id, bytes: 7 }));
  await isWhole(next, 'one two');
});

test('nothing stays in plain where the run after a kill encrypts', async () => {
  const killed = await grown('one ');
  await killed.shipper.dispose();
  await killed.spool.close(id);
  const next = runOf('next', [await identityToRecipient(await generateIdentity())]);
  await next.spool.leftOver();
  next.shipper.opened(OPENED).catch(() => {});
  next.shipper.closed(id, metaOf({ id, bytes: 4 }));
  await vi.waitFor(() => expect(next.spool.size(id)).toBeUndefined(), WAIT);
  const folders = await readdir(join(folder, 'store'), { recursive: true });
  expect(folders.filter((name) => name.includes('.cast'))).toEqual([castKey(id, true)]);
});

test('what has gone from the store is copied from the spool', async () => {
  const run = await grown('one ', 'two');
  await rm(partFile());
  await run.spool.close(id);
  run.shipper.closed(id, metaOf({ id, bytes: 7 }));
  await isWhole(run, 'one two');
});

test('nothing stays of a recording that is dropped', async () => {
  const run = await grown('one ');
  run.shipper.dropped(id);
  await vi.waitFor(async () => expect(await readdir(join(folder, 'store'))).toEqual([]), WAIT);
  await vi.waitFor(async () => expect(await readdir(run.spool.directory)).toEqual([]), WAIT);
});
