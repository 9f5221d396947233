/** Large pieces of memory that chunks of floods take turns in: making one for each costs more than filling it. */

/** Smaller ones are of shells that are used by hand. */
const LARGE_BYTES = 128 * 1024;

/** Has room for a chunk of a flood, which would double up to that otherwise: two pieces of output, and that much again. */
const FLOOD_BYTES = 192 * 1024;

/** Of so many floods at once. More take new memory. */
const MOST = 32;

export class ChunkMemory {
  readonly #free: Buffer[] = [];
  /** A chunk that was large makes the next one likely to be. */
  #lastWasLarge = false;

  /** Memory for a large chunk; undefined: none is needed. */
  take(): Buffer | undefined {
    return this.#lastWasLarge ? (this.#free.pop() ?? Buffer.allocUnsafeSlow(FLOOD_BYTES)) : undefined;
  }

  /** Nobody needs a chunk any more. */
  giveBack(memory: Buffer): void {
    this.#lastWasLarge = memory.length >= LARGE_BYTES;
    if (this.#lastWasLarge && this.#free.length < MOST) this.#free.push(memory);
  }
}
