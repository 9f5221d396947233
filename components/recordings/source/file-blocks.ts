/** The newest used parts of a file, so that a small one is asked for once and a large one takes no more memory than that. */

const BLOCK = 1024 * 1024;

/** Asks for the bytes from `from` to `to` (exclusive). */
export type ReadRange = (from: number, to: number) => Promise<Uint8Array>;

export class FileBlocks {
  readonly #read: ReadRange;
  readonly #most: number;
  /** By number, the one that was used last at the end. */
  readonly #blocks = new Map<number, Uint8Array>();
  #tail = new Uint8Array(BLOCK);
  #end = 0;

  /** @param mostBytes what is kept; whole blocks of 1 MiB */
  constructor(read: ReadRange, mostBytes: number) {
    this.#read = read;
    this.#most = Math.max(2, Math.floor(mostBytes / BLOCK));
  }

  /** Bytes that were appended. */
  get end(): number {
    return this.#end;
  }

  /** Takes the file as it comes. */
  append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const offset = this.#end % BLOCK;
      const part = bytes.subarray(at, at + BLOCK - offset);
      this.#tail.set(part, offset);
      at += part.length;
      this.#end += part.length;
      if (this.#end % BLOCK === 0) {
        this.#keep(this.#end / BLOCK - 1, this.#tail);
        this.#tail = new Uint8Array(BLOCK);
      }
    }
  }

  /** Bytes that were appended before. @throws what reading them again throws */
  async range(from: number, to: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(to - from);
    for (let at = from; at < to; ) {
      const number = Math.floor(at / BLOCK);
      const block = await this.#block(number);
      const part = block.subarray(at - number * BLOCK, Math.min(BLOCK, to - number * BLOCK));
      if (part.length === 0) throw new RangeError('The file is shorter than it was');
      bytes.set(part, at - from);
      at += part.length;
    }
    return bytes;
  }

  async #block(number: number): Promise<Uint8Array> {
    if (number * BLOCK + BLOCK > this.#end) return this.#tail;
    const kept = this.#blocks.get(number);
    const block = kept ?? (await this.#read(number * BLOCK, number * BLOCK + BLOCK));
    this.#keep(number, block);
    return block;
  }

  #keep(number: number, block: Uint8Array): void {
    this.#blocks.delete(number);
    this.#blocks.set(number, block);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= this.#most) break;
      this.#blocks.delete(oldest);
    }
  }
}
