/** The file of the audit log: appended to by this process alone, and opened again for log rotation. */

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { LineSink } from './line-writer.ts';

/** Only the account of the server may read it. */
const MODE = 0o600;
const LINE_BREAK = 0x0a;
/** A FIFO without a reader must fail, not block. Reading tells whether the last line is whole. */
const FLAGS = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

export class AuditFile implements LineSink {
  readonly #path: string;
  #handle: FileHandle;
  /** The lines that the last call has written in part, and how much of them. */
  #partial: { readonly lines: Buffer; readonly bytes: number } | undefined;
  /** One operation at a time: a write must not lose its handle. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /**
   * Opens the file, and creates it with mode 0600.
   * @throws the system's error, or Error for what is no file
   */
  static async open(path: string): Promise<AuditFile> {
    return new AuditFile(path, await openForLines(path));
  }

  append(lines: Buffer): Promise<void> {
    return this.#inTurn(() => this.#append(lines));
  }

  /**
   * Opens the path again: the file there was renamed or removed. Lines go to the old file until then.
   * @throws as {@link open}; lines go to the old file then
   */
  reopen(): Promise<void> {
    return this.#inTurn(async () => {
      const old = this.#handle;
      this.#handle = await openForLines(this.#path);
      // A line that the old file has in part goes whole into the new one.
      if (this.#partial !== undefined) {
        const { lines, bytes } = this.#partial;
        this.#partial = { lines, bytes: lines.subarray(0, bytes).lastIndexOf(LINE_BREAK) + 1 };
      }
      await old.close();
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#handle.close());
  }

  async #append(lines: Buffer): Promise<void> {
    let written = this.#partial?.lines === lines ? this.#partial.bytes : 0;
    try {
      while (written < lines.length) {
        written += (await this.#handle.write(lines, written)).bytesWritten;
      }
      await this.#handle.datasync();
    } catch (error) {
      this.#partial = { lines, bytes: written };
      throw error;
    }
    this.#partial = undefined;
  }

  #inTurn<Result>(operation: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(operation, operation);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** A file that ends within a line, of a server that was killed, gets a line break first. */
async function openForLines(path: string): Promise<FileHandle> {
  const handle = await open(path, FLAGS, MODE);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new Error('it is not a regular file');
    if (stats.size === 0) return handle;
    const last = Buffer.alloc(1);
    await handle.read(last, 0, 1, stats.size - 1);
    if (last[0] !== LINE_BREAK) await handle.write(Buffer.of(LINE_BREAK));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
