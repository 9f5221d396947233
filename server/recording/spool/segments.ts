/**
 * One recording on the disk, in segments: files named by the offset of their first byte, so that what the store has can leave
 * the disk while the shell still runs. Sealed segments hold frames, one for each append.
 */

import { type FileHandle, open, readdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
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
}

export interface SegmentsOptions {
  readonly directory: string;
  readonly id: string;
  /** A segment is full from here on, in bytes. */
  readonly segmentBytes: number;
  /** Undefined: the bytes lie on the disk as they are. */
  readonly seal?: FrameSeal | undefined;
}

const NAME = /^([0-9a-f-]{36})\.(\d{15})\.cast$/;

export class Segments {
  readonly #options: SegmentsOptions;
  #segments: Segment[] = [];
  #writing: FileHandle | undefined;

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
      const stored = (await stat(file)).size;
      const { seal } = options;
      const length = seal === undefined ? stored : seal.openAll(await readFile(file)).length;
      if (length === 0) await unlink(file);
      else loaded.#segments.push({ file, from: Number(from), length, stored });
    }
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

  /** What it takes of the disk. */
  get storedBytes(): number {
    return this.#segments.reduce((sum, { stored }) => sum + stored, 0);
  }

  /**
   * Writes bytes at the end, in one piece on the disk. One call at a time.
   * @throws the system's error; what was written of them stays unread
   */
  async append(pieces: readonly Buffer[]): Promise<void> {
    const { seal, segmentBytes } = this.#options;
    let segment = this.#segments.at(-1);
    if (this.#writing === undefined || segment === undefined || segment.length >= segmentBytes) {
      await this.closeFile();
      segment = this.#newSegment();
      this.#writing = await open(segment.file, 'w', 0o600);
      this.#segments.push(segment);
    }
    let stored = seal === undefined ? pieces : pieces.map((bytes) => seal.close(bytes));
    const length = sizeOf(stored);
    for (let done = 0; done < length; ) {
      // At a place of its own, so that what a failed write has left is written over.
      const { bytesWritten } = await this.#writing.writev([...stored], segment.stored + done);
      done += bytesWritten;
      if (done < length) stored = [Buffer.concat(stored).subarray(bytesWritten)];
    }
    segment.stored += length;
    segment.length += sizeOf(pieces);
  }

  /** The bytes from an offset to another one (exclusive). @throws Error when they are not here */
  async *read(from: number, to: number): AsyncGenerator<Buffer> {
    if (from < this.start || to > this.end) throw new Error('These bytes are no longer in the spool');
    for (const segment of [...this.#segments]) {
      const first = Math.max(from, segment.from) - segment.from;
      const last = Math.min(to, segment.from + segment.length) - segment.from;
      if (first < last) yield* this.#readSegment(segment, first, last);
    }
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

  /** What lies after an offset leaves the disk. */
  async cut(end: number): Promise<void> {
    await this.closeFile();
    while (this.end > end) {
      const last = this.#segments.at(-1);
      if (last === undefined) return;
      const { from, file } = last;
      if (from < end) {
        const kept: Buffer[] = [];
        for await (const bytes of this.#readSegment(last, 0, end - from)) kept.push(bytes);
        const plain = Buffer.concat(kept);
        const stored = this.#options.seal?.close(plain) ?? plain;
        await writeFile(file, stored, { mode: 0o600 });
        last.length = plain.length;
        last.stored = stored.length;
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

  #newSegment(): Segment {
    const from = this.end;
    const name = `${this.#options.id}.${String(from).padStart(15, '0')}.cast`;
    return { file: join(this.#options.directory, name), from, length: 0, stored: 0 };
  }

  async *#readSegment(segment: Segment, first: number, last: number): AsyncGenerator<Buffer> {
    const { seal } = this.#options;
    const file = await open(segment.file, 'r');
    try {
      if (seal !== undefined) {
        yield seal.openAll(await file.readFile()).subarray(first, last);
        return;
      }
      for (let at = first; at < last; ) {
        const { bytesRead, buffer } = await file.read({
          buffer: Buffer.allocUnsafe(Math.min(READ_BYTES, last - at)),
          position: at,
        });
        if (bytesRead === 0) throw new Error('A file of the spool is shorter than it was');
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await file.close();
    }
  }
}

/** As much as the shipper reads at once: putting pieces together costs as much as reading them. */
const READ_BYTES = 4 * 1024 * 1024;

function sizeOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function ignoreMissing(error: { code?: string }): void {
  if (error.code !== 'ENOENT') throw error;
}
