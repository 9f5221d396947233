/**
 * One recording on the disk, in segments: files named by the offset of their first byte, so that what the store has can leave
 * the disk while the shell still runs. Sealed segments hold frames, one for each append. A file that the store has as well
 * stays the only one.
 */

import {
  type FileHandle,
  open,
  readdir,
  readFile,
  stat,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameSeal } from './frame-seal.ts';

interface Segment {
  readonly file: string;
  /** Offset of its first byte in the recording. */
  readonly from: number;
  /** Bytes of the recording in it. */
  length: number;
  /** Bytes on the disk. */
  stored: number;
  /** It is full from here on, in bytes. */
  readonly most: number;
}

export interface SegmentsOptions {
  readonly directory: string;
  readonly id: string;
  /** A segment is full from here on, in bytes, or sooner on a small disk. */
  readonly segmentBytes: number;
  /** What the disk has room for, in bytes. May reject. */
  readonly freeBytes: () => Promise<number>;
  /** Undefined: the bytes lie on the disk as they are. */
  readonly seal?: FrameSeal | undefined;
}

/**
 * A segment takes at most this part of what is free, but for so many bytes: only whole ones can leave the disk, and while the
 * store waits for a part that is large enough, the next ones need room.
 */
const PART_OF_FREE = 1 / 8;
const LEAST_SEGMENT_BYTES = 1024 * 1024;

const NAME = /^([0-9a-f-]{36})\.(\d{15})\.cast$/;

export class Segments {
  readonly #options: SegmentsOptions;
  #segments: Segment[] = [];
  #writing: FileHandle | undefined;
  /** Segments that were begun, one that is being opened included. */
  #begun = 0;
  /** The only segment is a file of the store as well. */
  #isShared = false;

  private constructor(options: SegmentsOptions) {
    this.#options = options;
  }

  static create(options: SegmentsOptions): Segments {
    return new Segments(options);
  }

  /** What a run before has left. A torn frame at its end is left out. */
  static async load(options: SegmentsOptions): Promise<Segments> {
    const loaded = new Segments(options);
    for (const name of (await readdir(options.directory)).toSorted()) {
      const [, id, from] = NAME.exec(name) ?? [];
      if (id !== options.id) continue;
      const file = join(options.directory, name);
      const { size: stored, nlink } = await stat(file);
      const { seal } = options;
      const length = seal === undefined ? stored : seal.openAll(await readFile(file)).length;
      if (length === 0) await unlink(file);
      else loaded.#segments.push({ file, from: Number(from), length, stored, most: options.segmentBytes });
      loaded.#isShared = nlink > 1;
    }
    loaded.#begun = loaded.#segments.length;
    loaded.#isShared &&= loaded.#isOneFile;
    return loaded;
  }

  /** Offset of the oldest byte that is here. */
  get start(): number {
    return this.#segments[0]?.from ?? 0;
  }

  /** Offset after the last byte. */
  get end(): number {
    const last = this.#segments.at(-1);
    return last === undefined ? 0 : last.from + last.length;
  }

  /** What it takes of the disk, and the store does not. */
  get storedBytes(): number {
    if (this.#isShared) return 0;
    return this.#segments.reduce((sum, { stored }) => sum + stored, 0);
  }

  /**
   * Writes bytes at the end, in one piece on the disk. One call at a time.
   * @throws the system's error; what was written of them leaves the disk
   */
  async append(pieces: readonly Buffer[]): Promise<void> {
    const { seal } = this.#options;
    let segment = this.#segments.at(-1);
    if (segment !== undefined && this.#isShared) this.#writing ??= await open(segment.file, 'r+');
    else if (this.#writing === undefined || segment === undefined || segment.length >= segment.most) {
      this.#begun += 1;
      await this.closeFile();
      segment = await this.#newSegment();
      this.#writing = await open(segment.file, 'w', 0o600);
      this.#segments.push(segment);
    }
    const stored = seal === undefined ? pieces : pieces.map((bytes) => seal.close(bytes));
    try {
      await writeAt(this.#writing, stored, segment.stored);
    } catch (error) {
      // Others have use for the room. What stays all the same is written over.
      await this.#writing.truncate(segment.stored).catch(() => {});
      throw error;
    }
    segment.stored += sizeOf(stored);
    segment.length += sizeOf(pieces);
  }

  /** The bytes from an offset to another one (exclusive). @throws Error when they are not here */
  async *read(from: number, to: number): AsyncGenerator<Buffer> {
    for (const { segment, first, last } of this.#between(from, to)) {
      yield* this.#readSegment(segment, first, last);
    }
  }

  /** Fills memory with the bytes from an offset on. @throws Error when they are not here */
  async readInto(from: number, memory: Uint8Array): Promise<void> {
    let filled = 0;
    for (const { segment, first, last } of this.#between(from, from + memory.length)) {
      const part = memory.subarray(filled, filled + last - first);
      if (this.#options.seal === undefined) await readFrom(segment.file, first, part);
      else for await (const bytes of this.#readSegment(segment, first, last)) part.set(bytes);
      filled += part.length;
    }
  }

  /** The segments that have the bytes between two offsets, each with where they are in it. */
  #between(from: number, to: number) {
    if (from < this.start || to > this.end) throw new Error('These bytes are no longer in the spool');
    return this.#segments
      .map((segment) => ({
        segment,
        first: Math.max(from, segment.from) - segment.from,
        last: Math.min(to, segment.from + segment.length) - segment.from,
      }))
      .filter(({ first, last }) => first < last);
  }

  /**
   * Removes the oldest segment if it ends at or before an offset. The last two stay: in one of them is a whole chunk, from
   * which a next run can go on.
   * @returns whether it did
   */
  async dropOldest(before: number): Promise<boolean> {
    const [oldest, next, afterNext] = this.#segments;
    if (oldest === undefined || next === undefined || afterNext === undefined) return false;
    if (next.from > before) return false;
    this.#segments.shift();
    await unlink(oldest.file).catch(ignoreMissing);
    return true;
  }

  /**
   * For a disk that has no room for two segments: removes the oldest of two if it ends at or before an offset, and begins another
   * one with the next bytes. The one that stays has a whole chunk. Not while bytes are added.
   * @returns whether it did
   */
  async dropAllButNewest(before: number): Promise<boolean> {
    const [oldest, newest, third] = this.#segments;
    if (oldest === undefined || newest === undefined || third !== undefined) return false;
    if (newest.length === 0 || newest.from > before) return false;
    await this.closeFile();
    this.#segments.shift();
    await unlink(oldest.file).catch(ignoreMissing);
    return true;
  }

  /** As `SpoolReader.share`. */
  async share(link: (file: string) => Promise<boolean>): Promise<boolean> {
    const [only] = this.#segments;
    if (only === undefined || !this.#isOneFile) return false;
    // Meanwhile no other segment is begun.
    this.#isShared = true;
    let isLinked = false;
    try {
      isLinked = await link(only.file);
    } finally {
      this.#isShared = isLinked;
    }
    return isLinked;
  }

  /** All of the recording lies in one file, byte by byte. */
  get #isOneFile(): boolean {
    return this.#options.seal === undefined && this.#begun === 1 && this.#segments[0]?.from === 0;
  }

  /** What lies after an offset leaves the disk. */
  async cut(end: number): Promise<void> {
    await this.closeFile();
    while (this.end > end) {
      const last = this.#segments.at(-1);
      if (last === undefined) return;
      const { from, file } = last;
      if (from < end) {
        last.stored = await this.#cutSegment(last, end - from);
        last.length = end - from;
      } else {
        this.#segments.pop();
        await unlink(file);
      }
    }
  }

  async remove(): Promise<void> {
    await this.closeFile();
    const segments = this.#segments;
    this.#segments = [];
    for (const { file } of segments) await unlink(file).catch(ignoreMissing);
  }

  /** Nothing more is written for now. */
  async closeFile(): Promise<void> {
    const writing = this.#writing;
    this.#writing = undefined;
    await writing?.close();
  }

  async #newSegment(): Promise<Segment> {
    const { directory, freeBytes, id, segmentBytes } = this.#options;
    const free = await freeBytes().catch(() => Number.POSITIVE_INFINITY);
    const from = this.end;
    const name = `${id}.${String(from).padStart(15, '0')}.cast`;
    const most = Math.min(segmentBytes, Math.max(LEAST_SEGMENT_BYTES, free * PART_OF_FREE));
    return { file: join(directory, name), from, length: 0, stored: 0, most };
  }

  /** @returns what it takes of the disk */
  async #cutSegment(segment: Segment, length: number): Promise<number> {
    const { seal } = this.#options;
    if (seal === undefined) {
      await truncate(segment.file, length);
      return length;
    }
    const kept: Buffer[] = [];
    for await (const bytes of this.#readSegment(segment, 0, length)) kept.push(bytes);
    const stored = seal.close(Buffer.concat(kept));
    await writeFile(segment.file, stored, { mode: 0o600 });
    return stored.length;
  }

  async *#readSegment(segment: Segment, first: number, last: number): AsyncGenerator<Buffer> {
    const { seal } = this.#options;
    if (seal !== undefined) {
      yield seal.openAll(await readFile(segment.file)).subarray(first, last);
      return;
    }
    for (let at = first; at < last; at += READ_BYTES) {
      const bytes = Buffer.allocUnsafe(Math.min(READ_BYTES, last - at));
      await readFrom(segment.file, at, bytes);
      yield bytes;
    }
  }
}

/** Putting pieces together costs as much as reading them. */
const READ_BYTES = 4 * 1024 * 1024;

/** Fills memory with the bytes of a file from a place on. */
async function readFrom(path: string, position: number, memory: Uint8Array): Promise<void> {
  const file = await open(path, 'r');
  try {
    for (let filled = 0; filled < memory.length; ) {
      const { bytesRead } = await file.read(memory, filled, memory.length - filled, position + filled);
      if (bytesRead === 0) throw new Error('A file of the spool is shorter than it was');
      filled += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Writes pieces one after the other, the first at a place of a file. */
async function writeAt(file: FileHandle, pieces: readonly Buffer[], position: number): Promise<void> {
  let left = pieces;
  const length = sizeOf(pieces);
  for (let done = 0; done < length; ) {
    const { bytesWritten } = await file.writev([...left], position + done);
    done += bytesWritten;
    if (done < length) left = [Buffer.concat(left).subarray(bytesWritten)];
  }
}

function sizeOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function ignoreMissing(error: { code?: string }): void {
  if (error.code !== 'ENOENT') throw error;
}
