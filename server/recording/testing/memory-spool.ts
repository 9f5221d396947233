/** A spool in memory, for tests that are not about spools. */

import type { SpoolReader } from '../ports.ts';

export class MemorySpool implements SpoolReader {
  readonly directory: string;
  readonly files = new Map<string, Buffer>();
  /** What the store was said to keep, by id. */
  readonly kept = new Map<string, number>();
  /** Bytes before these have left it, by id. */
  readonly starts = new Map<string, number>();

  /** @param directory a folder of the test's own */
  constructor(directory: string) {
    this.directory = directory;
  }

  /** Adds to a file. Returns its size. */
  add(id: string, bytes: Uint8Array): number {
    const file = Buffer.concat([this.files.get(id) ?? Buffer.alloc(0), bytes]);
    this.files.set(id, file);
    return file.length;
  }

  async *read(id: string, from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    const file = this.files.get(id);
    if (file === undefined || to > file.length || from < (this.starts.get(id) ?? 0))
      throw new Error('The spool does not have it');
    if (from < to) yield file.subarray(from, to);
  }

  async readInto(id: string, from: number, memory: Uint8Array): Promise<void> {
    for await (const bytes of this.read(id, from, from + memory.length)) memory.set(bytes);
  }

  size(id: string): number | undefined {
    return this.files.get(id)?.length;
  }

  start(id: string): number | undefined {
    return this.files.has(id) ? (this.starts.get(id) ?? 0) : undefined;
  }

  shipped(id: string, bytes: number): void {
    this.kept.set(id, bytes);
  }

  /** There are no files. */
  async share(): Promise<boolean> {
    return false;
  }

  async remove(id: string): Promise<void> {
    this.files.delete(id);
  }
}
