/** What tests of shipping have in common: one recording, a spool and a store in memory, and a clock that they move. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { type StoredMeta, StoreError } from '../ports.ts';
import { RecordingShipper } from '../shipping/recording-shipper.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';
import { MemorySpool } from './memory-spool.ts';
import { MemoryStore } from './memory-store.ts';
import { metaOf, NOON } from './stored-recordings.ts';

/** The recording, as its shell begins. */
export const META = metaOf({
  state: 'live',
  bytes: 0,
  exitCode: undefined,
  cause: undefined,
  hash: undefined,
});
export const { id } = META;
export const REFUSED = new StoreError('refused', 'The store refuses (403).');

interface OpenedOptions {
  readonly isStrict?: boolean;
  readonly recipients?: readonly string[];
}

export class ShippingRoom {
  readonly clock = new FakeClock(NOON);
  readonly store = new MemoryStore();
  readonly logger = new RecordingLogger();
  readonly spool: MemorySpool;
  /** Of the spool: what a run leaves for the next one. */
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.spool = new MemorySpool(folder);
  }

  /** One for each test. */
  static async open(): Promise<ShippingRoom> {
    return new ShippingRoom(await mkdtemp(join(tmpdir(), 'podshell-shipper-')));
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  /** That of one run of the server. */
  shipper(recipients: readonly string[] = []): RecordingShipper {
    const { clock, logger, spool, store } = this;
    return new RecordingShipper({ store, spool, recipients, clock, random: () => 0.5, logger });
  }

  /** A shipper that has heard of the recording. */
  async opened({ isStrict = false, recipients }: OpenedOptions = {}): Promise<RecordingShipper> {
    const shipping = this.shipper(recipients);
    await shipping.opened({ meta: META, isStrict });
    return shipping;
  }

  /** Adds output to the recording, and tells the shipper. */
  grow(shipping: RecordingShipper, output: string): void {
    shipping.grew(id, { bytes: this.spool.add(id, Buffer.from(output)) });
  }

  /** A run that was killed once the store had this output in plain. */
  async killedAfter(output: string): Promise<void> {
    const killed = await this.opened();
    this.grow(killed, output);
    await this.until(async () => expect(await readdir(this.folder)).toEqual([`${id}.ship.json`]));
    // As a killed process it sends nothing more; the store and the disk are as they are.
    await killed.dispose();
  }

  /** Waits for real files, and moves time on meanwhile. */
  async until(expectation: () => void | Promise<void>): Promise<void> {
    await vi.waitFor(
      async () => {
        await this.clock.advanceAsync(500);
        await expectation();
      },
      { interval: 1 },
    );
  }

  /** What is known of the recording when it ends as long as it is now. */
  final(changes: Partial<StoredMeta> = {}): StoredMeta {
    return metaOf({ id, bytes: this.spool.size(id) ?? 0, state: 'complete', ...changes });
  }

  storedMeta() {
    return JSON.parse(this.store.objects.get(metaKey(id))?.toString() ?? 'null');
  }

  storedCast(): string | undefined {
    return this.store.objects.get(castKey(id, false))?.toString();
  }

  /** What the store has in plain of a recording that is not complete. */
  partCast(): string | undefined {
    return this.store.parts.get(castKey(id, false))?.toString();
  }

  /** Calls by which the store has got bytes. */
  get appends(): readonly string[] {
    return this.store.calls.filter((call) => call.startsWith('append'));
  }
}
