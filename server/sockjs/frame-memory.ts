/**
 * Memory for large frames, used again once a frame is written. Memory outside of the JavaScript heap makes the engine
 * collect its whole heap every so many bytes: in a flood that cost more than everything else.
 */

/** Node takes memory of up to this size out of larger pieces, which is cheap. */
const SMALL_BYTES = 32 * 1024;

/** Holds 64 KiB of which two bytes in three are line ends, the worst that is common. */
const BLOCK_BYTES = 160 * 1024;

/** Blocks kept for later: as many as are written to fast readers at the same time. */
const MAX_SPARE = 8;

export class FrameMemory {
  readonly #spare: Buffer[] = [];

  /** Room for at least `bytes` bytes, with anything in it. */
  take(bytes: number): Buffer {
    if (bytes <= SMALL_BYTES || bytes > BLOCK_BYTES) return Buffer.allocUnsafe(bytes);
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
  }

  /** True when `bytes` are of a block, which {@link give} should get back. */
  owns(bytes: Buffer): boolean {
    return bytes.buffer.byteLength === BLOCK_BYTES;
  }

  /** Takes back the block of which `bytes` are a part. Nobody may read them any more. */
  give(bytes: Buffer): void {
    if (this.owns(bytes) && this.#spare.length < MAX_SPARE) this.#spare.push(Buffer.from(bytes.buffer));
  }
}
