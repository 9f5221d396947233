/** Deletes recordings whose time is over. */

import type { Clock, Logger } from '#server/ports.ts';
import { type Store, StoreError } from '../ports.ts';
import { castKey, folderOf, idOfMeta, metaKey } from '../store/recording-keys.ts';
import type { LiveRecordings } from './live-recordings.ts';
import type { MetaReader } from './meta-reader.ts';
import { idOfCast, oldDays } from './old-days.ts';

export interface RetentionOptions {
  readonly store: Store;
  readonly metas: Pick<MetaReader, 'read' | 'forget'>;
  readonly live: Pick<LiveRecordings, 'isOver'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** At least 1. */
  readonly keepDays: number;
  /** Of several replicas, one deletes. */
  readonly isOurs: () => boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** After the start, which has enough to do. */
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 60 * 60 * 1000;

export class Retention {
  readonly #options: RetentionOptions;
  #cancel: () => void;
  #isDisposed = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#cancel = options.clock.after(FIRST_AFTER_MS, () => void this.#run());
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancel();
  }

  async #run(): Promise<void> {
    const { clock, isOurs, logger, store } = this.#options;
    try {
      const deleted = isOurs() ? await this.#deleteOld() : 0;
      if (deleted > 0) logger.info({ deleted, store: store.name }, 'Old recordings were deleted');
    } catch (error) {
      if (error instanceof StoreError) {
        logger.warn({ store: store.name, reason: error.message }, 'Old recordings cannot be deleted');
      } else {
        logger.error({ err: error }, 'Old recordings cannot be deleted');
      }
    }
    if (!this.#isDisposed) this.#cancel = clock.after(EVERY_MS, () => void this.#run());
  }

  /** A recording goes when the whole day of its end is older than the days that are kept. Returns how many went. */
  async #deleteOld(): Promise<number> {
    const { clock, keepDays, store } = this.#options;
    const firstKept = folderOf(clock.now() - keepDays * DAY_MS);
    let deleted = 0;
    for await (const day of oldDays(store, firstKept)) {
      const keys = await store.keys(day);
      // Also files whose meta went before the server was stopped.
      const ids = new Set(keys.map((key) => idOfMeta(key) ?? idOfCast(key)).filter((id) => id !== undefined));
      for (const id of ids) {
        if (this.#isDisposed) return deleted;
        if (await this.#delete(id, firstKept)) deleted += 1;
      }
    }
    return deleted;
  }

  async #delete(id: string, firstKept: string): Promise<boolean> {
    const { live, metas, store } = this.#options;
    const meta = await metas.read(id);
    if (meta?.state === 'live' && !live.isOver(meta)) return false;
    // A shell may have run for longer than recordings are kept.
    if (meta !== undefined && folderOf(meta.startedAt + meta.durationMs) >= firstKept) return false;
    // First what shows it: nobody finds a recording without a file.
    await store.delete(metaKey(id));
    metas.forget(id);
    await store.delete(castKey(id, false));
    await store.delete(castKey(id, true));
    return true;
  }
}
