/** Recordings in a directory, which may be a volume that several replicas share. */

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '#server/ports.ts';
import {
  type LinkedObject,
  type Store,
  type StoredObject,
  StoreError,
  type StoreWriter,
  type WriterState,
} from '../ports.ts';
import { LimitedCalls } from './limited-calls.ts';
import { LinkedFile, leaveShared } from './linked-file.ts';

/** Only the account of the server may read recordings. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Of files that are not whole yet; they are no objects. */
const PART = '.part';
const NEW = '.new';

const READ_BYTES = 256 * 1024;

export interface DirectoryStoreOptions {
  readonly path: string;
  readonly clock: Clock;
  /** How long one operation may take, in milliseconds. */
  readonly limitMs: number;
}

export class DirectoryStore implements Store {
  readonly name: string;
  readonly #options: DirectoryStoreOptions;
  readonly #calls: LimitedCalls;

  constructor(options: DirectoryStoreOptions) {
    this.name = options.path;
    this.#options = options;
    this.#calls = new LimitedCalls(options.clock);
  }

  async writer(key: string, state?: WriterState, sameBytes = Number.POSITIVE_INFINITY): Promise<StoreWriter> {
    const path = this.#pathOf(key);
    let kept = typeof state?.kept === 'number' ? Math.min(sameBytes, state.kept) : 0;
    await this.#run(async () => {
      await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
      if (await leaveShared(path + PART)) kept = 0;
      // What must be there already is not made anew, empty.
      const how = kept === 0 ? constants.O_RDWR | constants.O_CREAT : constants.O_RDWR;
      const handle = await open(path + PART, how, FILE_MODE);
      try {
        if ((await handle.stat()).size < kept)
          throw new StoreError('not-found', 'The file is shorter than it was.');
        await handle.truncate(kept);
      } finally {
        await handle.close();
      }
    });
    return new DirectoryWriter(path, kept, (operation) => this.#run(operation));
  }

  async link(key: string, file: string): Promise<LinkedObject | undefined> {
    const path = this.#pathOf(key);
    const fresh = freshNameOf(path);
    const linked = new LinkedFile(path, path + PART);
    const isLinked = await this.#run(async (isGivenUp) => {
      await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
      return await linked.begin(file, fresh, isGivenUp);
    });
    if (!isLinked) return undefined;
    return {
      complete: (bytes) => this.#run(() => linked.complete(bytes)),
      abort: () => this.#run(() => linked.abort()),
    };
  }

  put(key: string, bytes: Uint8Array, limitMs?: number): Promise<void> {
    const path = this.#pathOf(key);
    const fresh = freshNameOf(path);
    return this.#run(async (isGivenUp) => {
      await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
      try {
        const handle = await open(fresh, 'wx', FILE_MODE);
        try {
          await handle.writeFile(bytes);
          await handle.datasync();
        } finally {
          await handle.close();
        }
        // It has hung until now: a newer one may be there.
        if (isGivenUp()) throw new StoreError('unavailable', 'It took too long.');
        await rename(fresh, path);
      } catch (error) {
        await rm(fresh, { force: true });
        throw error;
      }
    }, limitMs);
  }

  async read(key: string, from = 0, to = Number.POSITIVE_INFINITY): Promise<StoredObject> {
    const path = this.#pathOf(key);
    const { handle, size } = await this.#run(async () => {
      const opened = await open(path, 'r');
      return { handle: opened, size: (await opened.stat()).size };
    });
    return { size, bytes: this.#bytes(handle, from, Math.min(to, size)) };
  }

  async *#bytes(handle: FileHandle, from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let at = from; at < to; ) {
        const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, to - at));
        const { bytesRead } = await this.#run(() => handle.read(buffer, 0, buffer.length, at));
        if (bytesRead === 0) throw new StoreError('not-found', 'The file has become shorter.');
        at += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  async keys(prefix: string): Promise<readonly string[]> {
    const entries = await this.#entries(prefix);
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(PART) && !entry.name.endsWith(NEW))
      .map(({ name }) => prefix + name)
      .sort();
  }

  async folders(prefix: string): Promise<readonly string[]> {
    const entries = await this.#entries(prefix);
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  }

  async #entries(prefix: string) {
    try {
      return await this.#run(() => readdir(this.#pathOf(prefix), { withFileTypes: true }));
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'not-found') return [];
      throw error;
    }
  }

  delete(key: string): Promise<void> {
    const path = this.#pathOf(key);
    return this.#run(async () => {
      await rm(path, { force: true });
      // Begun by a server whose disk was lost.
      await rm(path + PART, { force: true });
      await this.#removeEmpty(dirname(path));
    });
  }

  /** Days, months and years that are empty go as well; the directory itself stays. */
  async #removeEmpty(folder: string): Promise<void> {
    if (folder.length <= this.#options.path.length) return;
    try {
      await rmdir(folder);
    } catch {
      // Something is in it, or somebody else was faster.
      return;
    }
    await this.#removeEmpty(dirname(folder));
  }

  #pathOf(key: string): string {
    if (key.split('/').includes('..')) throw new RangeError('A key that leads out of the store');
    return join(this.#options.path, key);
  }

  async #run<Result>(
    operation: (isGivenUp: () => boolean) => Promise<Result>,
    limitMs = this.#options.limitMs,
  ): Promise<Result> {
    try {
      return await this.#calls.run(limitMs, operation);
    } catch (error) {
      throw asStoreError(error);
    }
  }
}

/** Of a file that gets its name when it is whole. */
function freshNameOf(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}${NEW}`;
}

type Run = <Result>(operation: () => Promise<Result>) => Promise<Result>;

class DirectoryWriter implements StoreWriter {
  readonly partBytes = 1;
  readonly #path: string;
  readonly #run: Run;
  #kept: number;

  constructor(path: string, kept: number, run: Run) {
    this.#path = path;
    this.#kept = kept;
    this.#run = run;
  }

  get kept(): number {
    return this.#kept;
  }

  get state(): WriterState {
    return { kept: this.#kept };
  }

  async append(bytes: Uint8Array): Promise<void> {
    const at = this.#kept;
    await this.#run(async () => {
      // Not made anew: what was written before would be a hole in it.
      const handle = await open(this.#path + PART, 'r+');
      try {
        // Always at its place: an earlier attempt may have written some of it, or may still be writing.
        for (let done = 0; done < bytes.length; ) {
          done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
        }
        await handle.datasync();
      } finally {
        await handle.close();
      }
    });
    this.#kept = at + bytes.length;
  }

  complete(): Promise<void> {
    return this.#run(async () => {
      try {
        await rename(this.#path + PART, this.#path);
      } catch (error) {
        // An attempt that took too long may have done it.
        if (!isMissing(error) || (await stat(this.#path)).size !== this.#kept) throw error;
      }
    });
  }

  abort(): Promise<void> {
    return this.#run(() => rm(this.#path + PART, { force: true }));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR']);

function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (isMissing(error)) return new StoreError('not-found', 'There is no such file.', { cause: error });
  if (FULL.has(code)) return new StoreError('full', `The disk is full (${code}).`, { cause: error });
  if (REFUSED.has(code))
    return new StoreError('refused', `The directory cannot be written (${code}).`, { cause: error });
  return new StoreError('unavailable', `The directory cannot be used (${code}).`, { cause: error });
}
