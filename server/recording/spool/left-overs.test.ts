import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { StoreError } from '../ports.ts';
import { RecordingShipper } from '../shipping/recording-shipper.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { metaOf } from '../testing/stored-recordings.ts';
import { completeLeftOvers } from './left-overs.ts';
import { Spool } from './spool.ts';

const META = metaOf({ state: 'live', bytes: 0, exitCode: undefined, cause: undefined, hash: undefined });

let root: string;
let clock: FakeClock;
let store: MemoryStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'podshell-left-overs-'));
  clock = new FakeClock();
  store = new MemoryStore();
});
afterEach(() => rm(root, { recursive: true }));

/** A run of the server. */
function runOf(own: string) {
  const logger = new RecordingLogger();
  const spool = new Spool({ root, own, isGone: (name) => name !== own, maxBytes: 1_048_576 });
  const shipper = new RecordingShipper({ store, spool, recipients: [], clock, random: () => 0.5, logger });
  return { spool, shipper, recover: () => completeLeftOvers({ spool, shipper, signer: undefined, logger }) };
}

async function until(expectation: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      await clock.advanceAsync(500);
      await expectation();
    },
    { interval: 1 },
  );
}

test('a recording without a byte leaves the store, also when that does not answer at first', async () => {
  const opened = { meta: META, isStrict: true };
  const killed = runOf('killed');
  await killed.spool.open(opened);
  await killed.shipper.opened(opened);
  expect(store.objects.size).toBe(1);
  await killed.shipper.dispose();

  const next = runOf('next');
  store.failure = new StoreError('unavailable', 'The store does not answer.');
  await next.recover();
  await clock.advanceAsync(10_000);
  expect(await readdir(join(root, 'next'))).toEqual([`${META.id}.json`]);
  store.failure = undefined;
  await until(() => expect(store.objects.size).toBe(0));
  await until(async () => expect(await readdir(join(root, 'next'))).toEqual([]));
});

test('a recording of which a power failure has left nothing on the disk ends where the store has it', async () => {
  const opened = { meta: META, isStrict: false };
  const killed = runOf('killed');
  await killed.spool.open(opened);
  await killed.shipper.opened(opened);
  const bytes = Buffer.alloc(300_000, 'x');
  await killed.spool.append(META.id, bytes);
  const progress = { durationMs: 1000, outputBytes: bytes.length, gapBytes: 0, hash: 'x' };
  killed.shipper.grew(META.id, { bytes: bytes.length, ...progress });
  await until(() => expect(store.parts.get(castKey(META.id, false))?.length).toBe(bytes.length));
  await killed.shipper.dispose();
  await killed.spool.close(META.id);
  for (const name of await readdir(join(root, 'killed')))
    if (name.endsWith('.cast')) await truncate(join(root, 'killed', name));

  const next = runOf('next');
  await next.recover();
  await until(() => expect(store.objects.get(castKey(META.id, false))?.length).toBe(bytes.length));
  const meta = () => JSON.parse(String(store.objects.get(metaKey(META.id))));
  await until(() => expect(meta()).toMatchObject({ state: 'cut-short', lostBy: 'power-failure' }));
  await until(async () => expect(await readdir(join(root, 'next'))).toEqual([]));
});
