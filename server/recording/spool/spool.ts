/**
 * Recordings on this machine's disk, until the store has them: bounded in all, and what the store has leaves first. It
 * survives the process; {@link Spool.leftOver} finds what a run before has left.
 */

import { mkdir, readdir, readFile, rename, rmdir, statfs, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedRecording, SpoolReader } from '../ports.ts';
import type { FrameSeal } from './frame-seal.ts';
import { Segments } from './segments.ts';

export interface SpoolOptions {
  /** Holds a directory for each run of a server on this machine. */
  readonly root: string;
  /** This run's name there. */
  readonly own: string;
  /** True for the name of a run that is certainly gone. */
  readonly isGone: (name: string) => boolean;
  /** What all recordings may take of the disk. */
  readonly maxBytes: number;
  /** Undefined: recordings lie on the disk as they are. */
  readonly seal?: FrameSeal | undefined;
  /** What the disk of a directory has room for, in bytes; for tests. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

interface Kept {
  readonly segments: Segments;
  /** The store keeps everything before. */
  shipped: number;
}

/** What a run before has left of one recording. */
export interface LeftOver {
  readonly opened: OpenedRecording;
  /** Offset of the oldest byte that is still here. */
  readonly start: number;
  readonly end: number;
}

/** Nothing more fits: the disk is full, or the spool's own bound is reached. */
export class SpoolFullError extends Error {
  constructor(options?: ErrorOptions) {
    super('The spool of recordings is full', options);
    this.name = 'SpoolFullError';
  }
}

/** Of the names of a recording's files, its id comes first. */
const ID_LENGTH = 36;

/** A segment is at most so large, and at most a sixteenth of the spool. */
const MAX_SEGMENT_BYTES = 16 * 1024 * 1024;

export class Spool implements SpoolReader {
  readonly #options: SpoolOptions;
  readonly #kept = new Map<string, Kept>();
  #made: Promise<unknown> | undefined;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  get directory(): string {
    return join(this.#options.root, this.#options.own);
  }

  /** What all recordings take of the disk, but for files that are the store's as well. */
  get storedBytes(): number {
    let sum = 0;
    for (const { segments } of this.#kept.values()) sum += segments.storedBytes;
    return sum;
  }

  /** Remembers on the disk whose recording it is, for a next run. @throws the system's error */
  async open(recording: OpenedRecording): Promise<void> {
    const { id } = recording.meta;
    const file = join(this.directory, `${id}.json`);
    // First, so that it is not taken for one that is left over.
    this.#kept.set(id, { segments: Segments.create(this.#segmentsOf(id)), shipped: 0 });
    try {
      await this.#makeDirectory();
      await writeFile(`${file}.new`, JSON.stringify(recording), { mode: 0o600 });
      await rename(`${file}.new`, file);
    } catch (error) {
      this.#kept.delete(id);
      await unlink(`${file}.new`).catch(() => {});
      throw error;
    }
  }

  /**
   * Adds chunks to a recording. One call at a time for each.
   * @throws SpoolFullError; the system's error
   */
  async append(id: string, ...chunks: readonly Buffer[]): Promise<void> {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw new Error('There is no such recording in the spool');
    const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
    if (!(await this.#makeRoom(bytes))) throw new SpoolFullError();
    try {
      await kept.segments.append(chunks);
    } catch (error) {
      if (!isFull(error)) throw error;
      // The disk has less room than the spool may take.
      const hasRoom = (await this.#dropShipped()) || (await kept.segments.dropAllButNewest(kept.shipped));
      if (!hasRoom) throw new SpoolFullError({ cause: error });
      await this.append(id, ...chunks);
    }
  }

  /** Nothing more comes. */
  async close(id: string): Promise<void> {
    await this.#kept.get(id)?.segments.closeFile();
  }

  /** Takes over what runs that are gone have left, also without a byte. */
  async leftOver(): Promise<readonly LeftOver[]> {
    const found: LeftOver[] = [];
    await this.#makeDirectory();
    const { isGone, root } = this.#options;
    for (const name of await readdir(root)) {
      // A directory is moved whole: of several servers that start, one gets it.
      if (isGone(name)) await rename(join(root, name), join(this.directory, name)).catch(() => {});
    }
    await this.#moveUp(this.directory);
    const names = await readdir(this.directory);
    // Half written when a run was killed.
    const halves = names.filter((one) => one.endsWith('.new') && !this.#kept.has(one.slice(0, ID_LENGTH)));
    await Promise.all(halves.map((one) => unlink(join(this.directory, one))));
    for (const name of names.filter((one) => /^[0-9a-f-]{36}\.json$/.test(one))) {
      const opened = await readOpened(join(this.directory, name));
      if (opened === undefined || this.#kept.has(opened.meta.id)) continue;
      const segments = await Segments.load(this.#segmentsOf(opened.meta.id));
      this.#kept.set(opened.meta.id, { segments, shipped: segments.start });
      found.push({ opened, start: segments.start, end: segments.end });
    }
    return found;
  }

  /** What was torn leaves the disk: the recording goes on after `end`. */
  async cut(id: string, end: number): Promise<void> {
    await this.#kept.get(id)?.segments.cut(end);
  }

  async *read(id: string, from: number, to: number): AsyncGenerator<Uint8Array> {
    yield* this.#segmentsToRead(id).read(from, to);
  }

  async readInto(id: string, from: number, memory: Uint8Array): Promise<void> {
    await this.#segmentsToRead(id).readInto(from, memory);
  }

  size(id: string): number | undefined {
    return this.#kept.get(id)?.segments.end;
  }

  start(id: string): number | undefined {
    return this.#kept.get(id)?.segments.start;
  }

  shipped(id: string, bytes: number): void {
    const kept = this.#kept.get(id);
    if (kept !== undefined) kept.shipped = bytes;
  }

  async share(id: string, link: (file: string) => Promise<boolean>): Promise<boolean> {
    return (await this.#kept.get(id)?.segments.share(link)) ?? false;
  }

  async remove(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    await kept?.segments.remove();
    // Last: what it names is still found while anything is left.
    await unlink(join(this.directory, `${id}.json`)).catch(() => {});
  }

  /** No run that stops cleanly leaves a directory. */
  async dispose(): Promise<void> {
    for (const { segments } of this.#kept.values()) await segments.closeFile();
    await rmdir(this.directory).catch(() => {});
  }

  /** Files of directories in this one come into it; those that such a directory has taken over itself, too. */
  async #moveUp(from: string): Promise<void> {
    for (const entry of await readdir(from, { withFileTypes: true })) {
      const path = join(from, entry.name);
      if (entry.isDirectory()) {
        await this.#moveUp(path);
        await rmdir(path);
      } else if (from !== this.directory) await rename(path, join(this.directory, entry.name));
    }
  }

  async #makeRoom(bytes: number): Promise<boolean> {
    const { maxBytes } = this.#options;
    if (this.storedBytes + bytes <= maxBytes) return true;
    for (const { segments, shipped } of this.#kept.values()) {
      while (this.storedBytes + bytes > maxBytes && (await segments.dropOldest(shipped)));
    }
    return this.storedBytes + bytes <= maxBytes;
  }

  /** Lets go of all that the store keeps. @returns whether there was something */
  async #dropShipped(): Promise<boolean> {
    let hasDropped = false;
    for (const { segments, shipped } of this.#kept.values()) {
      while (await segments.dropOldest(shipped)) hasDropped = true;
    }
    return hasDropped;
  }

  async #makeDirectory(): Promise<void> {
    this.#made ??= mkdir(this.directory, { recursive: true, mode: 0o700 });
    try {
      await this.#made;
    } catch (error) {
      this.#made = undefined;
      throw error;
    }
  }

  #segmentsToRead(id: string): Segments {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw new Error('There is no such recording in the spool');
    return kept.segments;
  }

  #segmentsOf(id: string) {
    const { maxBytes, seal, freeBytes = freeOnDisk } = this.#options;
    const { directory } = this;
    const segmentBytes = Math.min(MAX_SEGMENT_BYTES, maxBytes / 16);
    return { directory, id, segmentBytes, seal, freeBytes: () => freeBytes(directory) };
  }
}

async function freeOnDisk(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

async function readOpened(file: string): Promise<OpenedRecording | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as OpenedRecording;
  } catch {
    return undefined;
  }
}

function isFull(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}
