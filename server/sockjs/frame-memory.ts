/**
 * A pool of buffers for large frames. Allocating memory outside the JavaScript heap triggers full garbage collections:
 * in a flood they cost more than everything else.
 */

/** Up to this size Node allocates from its own pool, which is cheap. */
const SMALL_BYTES = 32 * 1024;

/** Holds 64 KiB of output with two line-end bytes in three, the worst common case after escaping. */
const BLOCK_BYTES = 160 * 1024;

/** Of a buffer that grows. */
const MIN_CAPACITY = 256;

/** Maximum number of unused blocks: about as many as are written to fast readers at the same time. */
const MAX_SPARE = 8;

export class FrameMemory {
  readonly #spare: Buffer[] = [];

  /** A buffer of at least `bytes` bytes, not initialized. */
  take(bytes: number): Buffer {
    if (bytes <= SMALL_BYTES || bytes > BLOCK_BYTES) return Buffer.allocUnsafe(bytes);
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
  }

  /**
   * A larger buffer with the beginning of another one, which goes back.
   * @param used bytes to keep
   * @param needed bytes, more than the other has
   */
  grow(bytes: Buffer, used: number, needed: number): Buffer {
    const grown = this.take(Math.max(needed, bytes.length * 2, MIN_CAPACITY));
    bytes.copy(grown, 0, 0, used);
    this.give(bytes);
    return grown;
  }

  /** True if `bytes` is part of a block, which must go back to {@link give}. */
  owns(bytes: Buffer): boolean {
    return bytes.buffer.byteLength === BLOCK_BYTES;
  }

  /** Returns the block that `bytes` is part of. It must not be read any more. */
  give(bytes: Buffer): void {
    if (this.owns(bytes) && this.#spare.length < MAX_SPARE) this.#spare.push(Buffer.from(bytes.buffer));
  }
}
