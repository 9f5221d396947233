/** Whether a run that was killed had completed a recording's file, and only its meta does not say so. */

import { type SpoolReader, type Store, type StoredMeta, StoreError } from '../ports.ts';
import { castKey } from '../store/recording-keys.ts';

/** Holds the last line, whose hash stands for everything before it. */
const END_BYTES = 1024;

/**
 * @param final of a recording that is not encrypted
 * @returns true where the store has a file of its size that ends as the one in the spool does
 * @throws StoreError; what the spool throws
 */
export async function isStoredWhole(
  store: Pick<Store, 'read'>,
  spool: Pick<SpoolReader, 'read' | 'start'>,
  { id, bytes }: Pick<StoredMeta, 'id' | 'bytes'>,
): Promise<boolean> {
  const from = Math.max(spool.start(id) ?? 0, bytes - END_BYTES);
  try {
    const stored = await store.read(castKey(id, false), from, bytes);
    const [end, expected] = [await joined(stored.bytes), await joined(spool.read(id, from, bytes))];
    return stored.size === bytes && end.equals(expected);
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'not-found') return false;
    throw error;
  }
}

/**
 * Whether a run that was killed had completed a recording's file of which the disk has nothing: no other object gets that name.
 * @returns its bytes; undefined: the store has no such file
 * @throws StoreError
 */
export async function storedBytes(store: Pick<Store, 'read'>, id: string): Promise<number | undefined> {
  try {
    const { size, bytes } = await store.read(castKey(id, false), 0, 1);
    // What is not read to its end stays open.
    await joined(bytes);
    return size;
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
