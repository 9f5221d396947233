/** Large pieces of memory that chunks of floods take turns in: making one for each costs more than filling it. */

/** A chunk of a flood: what one piece of output may take, and what was there before. */
const LARGE_BYTES = 128 * 1024;

/** Of so many floods at once. More take new memory. */
const MOST = 32;

export class ChunkMemory {
  readonly #free: Buffer[] = [];
  /** A chunk that was large makes the next one likely to be. */
  #lastWasLarge = false;

  /** Memory of a former large chunk; undefined: there is none, or none is needed. */
  take(): Buffer | undefined {
    return this.#lastWasLarge ? this.#free.pop() : undefined;
  }

  /** Nobody needs a chunk any more. */
  giveBack(memory: Buffer): void {
    this.#lastWasLarge = memory.length >= LARGE_BYTES;
    if (this.#lastWasLarge && this.#free.length < MOST) this.#free.push(memory);
  }
}
