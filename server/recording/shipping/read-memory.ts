/**
 * Memory that what is sent is read into. One large piece is used again and again: memory outside the heap makes V8 collect
 * all of the heap, which costs more than the reading.
 */

/** Less than this is not worth keeping. */
const SMALL_BYTES = 64 * 1024;

export class ReadMemory {
  /** One is enough: recordings of floods are sent one after the other. */
  #kept: Buffer | undefined;

  /** @param most as large as later pieces may be, in bytes */
  take(bytes: number, most: number): Buffer {
    if (bytes < SMALL_BYTES) return Buffer.allocUnsafe(bytes);
    const kept = this.#kept;
    this.#kept = undefined;
    const whole = kept !== undefined && kept.length >= bytes ? kept : Buffer.allocUnsafeSlow(most);
    return whole.subarray(0, bytes);
  }

  /** Nobody reads or writes it any more. */
  giveBack(memory: Buffer): void {
    if (memory.length < SMALL_BYTES) return;
    this.#kept = Buffer.from(memory.buffer, memory.byteOffset);
  }
}
