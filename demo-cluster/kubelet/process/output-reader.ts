/**
 * Reads a file descriptor into memory that its receiver may keep: no copy, no allocation for each read.
 */

import { HEADROOM } from './process.ts';

/** Hands out room for one read after another, each with `HEADROOM` bytes before it, from larger blocks. */
export class ReadBuffers {
  readonly #readBytes: number;
  readonly #blockBytes: number;
  #block: Buffer;
  #start = HEADROOM;

  /** `readBytes`: the most that one read may bring. */
  constructor(readBytes: number) {
    this.#readBytes = readBytes;
    this.#blockBytes = Math.max(64 * 1024, 4 * (readBytes + HEADROOM));
    this.#block = Buffer.allocUnsafeSlow(this.#blockBytes);
  }

  /** Room for the next read. The same room again until `take`. */
  room(): Buffer {
    if (this.#start + this.#readBytes > this.#blockBytes) {
      this.#block = Buffer.allocUnsafeSlow(this.#blockBytes);
      this.#start = HEADROOM;
    }
    return this.#block.subarray(this.#start, this.#start + this.#readBytes);
  }

  /** The first `bytes` bytes of the room, which a read has filled; they are not handed out again. */
  take(bytes: number): Buffer {
    const chunk = this.#block.subarray(this.#start, this.#start + bytes);
    this.#start += bytes + HEADROOM;
    return chunk;
  }
}
