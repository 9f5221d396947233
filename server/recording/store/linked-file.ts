/**
 * An object of a directory that is a file of the spool under a second name: what is written to the spool is in the store, and
 * nothing is read and written again.
 */

import type { Stats } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { StoreError } from '../ports.ts';

export class LinkedFile {
  readonly #path: string;
  readonly #part: string;

  /** @param part the name until it is complete */
  constructor(path: string, part: string) {
    this.#path = path;
    this.#part = part;
  }

  /**
   * @param fresh a name in the same folder that no file has
   * @param isGivenUp says whether nobody waits any more
   * @returns false where the file system has no second name for the file: it is another one, or knows no links
   */
  async begin(file: string, fresh: string, isGivenUp: () => boolean): Promise<boolean> {
    try {
      await link(file, fresh);
    } catch {
      // Whatever it is: if the folder cannot be written, copying says so.
      return false;
    }
    try {
      if (isGivenUp()) throw new StoreError('unavailable', 'It took too long.');
      await rename(fresh, this.#part);
    } finally {
      // Of two names of one file, `rename` leaves both.
      await rm(fresh, { force: true });
    }
    return true;
  }

  /** @throws StoreError `not-found`; the system's error */
  async complete(bytes: number): Promise<void> {
    const size = (await statOf(this.#part))?.size;
    // An attempt that took too long may have done it.
    if (size === undefined && (await statOf(this.#path))?.size === bytes) return;
    if (size !== bytes) throw new StoreError('not-found', 'The file is not as long as its recording.');
    const handle = await open(this.#part, 'r+');
    try {
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(this.#part, this.#path);
    await this.abort();
  }

  abort(): Promise<void> {
    return rm(this.#part, { force: true });
  }
}

/**
 * A file under a name of the store that has other names as well is theirs: it must not be written here.
 * @returns whether it was one, and has left the store
 */
export async function leaveShared(path: string): Promise<boolean> {
  const isShared = ((await statOf(path))?.nlink ?? 0) > 1;
  if (isShared) await rm(path, { force: true });
  return isShared;
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}
