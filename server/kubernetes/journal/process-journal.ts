/**
 * Records on disk which processes this server runs in containers. A server that is killed cannot end its processes,
 * and closing their streams does not end them. The next server on this machine reads the records and ends them.
 *
 * One directory for each server, one file for each process. A server that shuts down cleanly leaves no directory.
 */

import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '#server/ports.ts';
import type { JournalCopies } from './journal-copies.ts';
import { decodeEntry, encodeEntry, type JournalEntry } from './journal-entry.ts';
import { instanceName, isAlive, ownInstance, parseInstanceName } from './server-instance.ts';

/** Removes a process from the journal, once it has ended. Idempotent. */
export type Erase = () => void;

/** A process that an earlier server left running. It stays in the journal until it is erased. */
export interface Orphan {
  readonly entry: JournalEntry;
  readonly erase: Erase;
}

/** Stop reading after this many entries: a server never has so many processes. */
const MAX_ORPHANS = 10_000;

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

export class ProcessJournal {
  readonly #root: string;
  readonly #own: string;
  readonly #logger: Logger;
  /** False once the directory could not be written: shells then run without a journal. */
  #usable = true;
  #made: Promise<unknown> | undefined;
  readonly #pending = new Set<Promise<void>>();

  readonly #copies: JournalCopies | undefined;

  /**
   * Does not touch the disk yet.
   * @param root directory for the journals of all servers of this user on this machine; created when needed
   * @param copies with another replica; undefined: there are no others
   */
  constructor(root: string, logger: Logger, copies?: JournalCopies) {
    this.#root = root;
    this.#own = join(root, instanceName(ownInstance()));
    this.#logger = logger;
    this.#copies = copies;
  }

  /** Records a process, in the background. */
  note(entry: JournalEntry): Erase {
    const id = randomUUID();
    const erase = this.#write(id, entry);
    if (this.#copies === undefined) return erase;
    this.#copies.note(id, entry);
    return () => {
      erase();
      this.#copies?.erase(id);
    };
  }

  /**
   * @param listener is given what another replica left running that has gone, now in this journal; `wasKilled`: nobody has
   *   noted yet that its shells have ended
   */
  onInherited(listener: (orphans: readonly Orphan[], wasKilled: boolean) => void): void {
    this.#copies?.onLeft(({ entries, wasKilled }) => {
      const orphans = entries.map((entry) => ({ entry, erase: this.note(entry) }));
      listener(orphans, wasKilled);
    });
  }

  #write(id: string, entry: JournalEntry): Erase {
    if (!this.#usable) return () => {};
    const file = join(this.#own, `${id}.json`);
    const written = this.#attempt(async () => {
      await this.#makeOwn();
      await writeFile(file, encodeEntry(entry), { mode: FILE_MODE, flag: 'wx' });
    });
    this.#track(written);
    return this.#eraser(file, written);
  }

  /** Moves the entries of servers that no longer run into this server's journal, and returns them. */
  async takeOrphans(): Promise<readonly Orphan[]> {
    const orphans: Orphan[] = [];
    for (const name of await readdir(this.#root).catch(() => [])) {
      const instance = parseInstanceName(name);
      if (instance === undefined || isAlive(instance)) continue;
      const directory = join(this.#root, name);
      if (await isOurs(directory)) await this.#takeFrom(directory, orphans);
    }
    return orphans;
  }

  /** Resolves when pending writes are done. Removes the directory if no entry is left in it. */
  async dispose(): Promise<void> {
    await this.#copies?.dispose();
    await Promise.all(this.#pending);
    await removeIfEmpty(this.#own);
    await removeIfEmpty(this.#root);
  }

  #makeOwn(): Promise<unknown> {
    this.#made ??= mkdir(this.#own, { recursive: true, mode: DIRECTORY_MODE });
    return this.#made;
  }

  async #takeFrom(directory: string, orphans: Orphan[]): Promise<void> {
    await this.#makeOwn().catch(() => {});
    for (const name of await readdir(directory).catch(() => [])) {
      if (orphans.length >= MAX_ORPHANS) return;
      const file = join(this.#own, name);
      try {
        // The rename is atomic: if two servers start at once, only one of them takes the file.
        await rename(join(directory, name), file);
        const entry = decodeEntry(await readFile(file, 'utf8'));
        if (entry === undefined) await unlink(file);
        else orphans.push({ entry, erase: this.#eraser(file, Promise.resolve()) });
      } catch (error) {
        this.#logger.debug({ err: error }, 'Cannot read the record of an orphaned shell');
      }
    }
    await removeIfEmpty(directory);
  }

  #eraser(file: string, written: Promise<void>): Erase {
    let erased = false;
    return () => {
      if (erased) return;
      erased = true;
      this.#track(written.then(() => unlink(file).catch(() => {})));
    };
  }

  async #attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (!this.#usable) return;
      this.#usable = false;
      const { code } = error as NodeJS.ErrnoException;
      this.#logger.warn(
        { directory: this.#root, code },
        'Cannot record running shells on disk: if this server is killed, their processes keep running. ' +
          'Set PODSHELL_STATE_DIR to a writable directory',
      );
    }
  }

  #track(work: Promise<void>): void {
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }
}

/** Directories of other users are not trusted. */
async function isOurs(directory: string): Promise<boolean> {
  const found = await lstat(directory).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid);
}

async function removeIfEmpty(directory: string): Promise<void> {
  await rmdir(directory).catch(() => {});
}
