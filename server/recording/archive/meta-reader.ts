/** What the store knows of recordings. What does not change any more is read once. */

import { z } from 'zod';
import { recordingMetaSchema } from '#protocol/recording/recording-meta.ts';
import { type Store, type StoredMeta, StoreError } from '../ports.ts';
import { metaKey } from '../store/recording-keys.ts';

const storedMetaSchema = recordingMetaSchema.extend({
  userId: z.string(),
  replica: z.string(),
  heardAt: z.number().optional(),
});

/** Each is about 1 KiB. */
const MOST_REMEMBERED = 5000;

/** Larger ones are none of ours. */
const MAX_META_BYTES = 64 * 1024;

export class MetaReader {
  readonly #store: Pick<Store, 'read'>;
  readonly #remembered = new Map<string, StoredMeta>();

  constructor(store: Pick<Store, 'read'>) {
    this.#store = store;
  }

  /** Undefined where there is none, or none that is understood. @throws StoreError */
  async read(id: string): Promise<StoredMeta | undefined> {
    const known = this.#remembered.get(id);
    if (known !== undefined) return known;
    const meta = await this.#load(id);
    // A recording that is known to be incomplete may still grow: it has no cause of its end yet.
    if (meta !== undefined && meta.state !== 'live' && meta.cause !== undefined) this.#remember(meta);
    return meta;
  }

  forget(id: string): void {
    this.#remembered.delete(id);
  }

  async #load(id: string): Promise<StoredMeta | undefined> {
    const pieces: Uint8Array[] = [];
    try {
      const { bytes } = await this.#store.read(metaKey(id), 0, MAX_META_BYTES);
      for await (const piece of bytes) pieces.push(piece);
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'not-found') return undefined;
      throw error;
    }
    const meta = readMeta(Buffer.concat(pieces).toString());
    return meta?.id === id ? meta : undefined;
  }

  #remember(meta: StoredMeta): void {
    this.#remembered.set(meta.id, meta);
    if (this.#remembered.size <= MOST_REMEMBERED) return;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }
}

function readMeta(text: string): StoredMeta | undefined {
  try {
    return storedMetaSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
