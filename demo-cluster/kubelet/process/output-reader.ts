/**
 * Memory for reads that the receiver may keep, without a copy or an allocation for each read.
 */

import { HEADROOM } from './process.ts';

/** Cuts buffers for reads out of larger blocks, with `HEADROOM` free bytes before each. */
export class ReadBuffers {
  readonly #readBytes: number;
  readonly #blockBytes: number;
  #block: Buffer;
  #start = HEADROOM;

  /** `readBytes`: the maximum size of one read. */
  constructor(readBytes: number) {
    this.#readBytes = readBytes;
    this.#blockBytes = Math.max(64 * 1024, 4 * (readBytes + HEADROOM));
    this.#block = Buffer.allocUnsafeSlow(this.#blockBytes);
  }

  /** The buffer for the next read; the same one until `take`. */
  room(): Buffer {
    if (this.#start + this.#readBytes > this.#blockBytes) {
      this.#block = Buffer.allocUnsafeSlow(this.#blockBytes);
      this.#start = HEADROOM;
    }
    return this.#block.subarray(this.#start, this.#start + this.#readBytes);
  }

  /** Takes the first `bytes` bytes, which a read has filled, out of the buffer. */
  take(bytes: number): Buffer {
    const chunk = this.#block.subarray(this.#start, this.#start + bytes);
    this.#start += bytes + HEADROOM;
    return chunk;
  }
}
