/** Cuts a file that comes in pieces into its lines, as bytes. */

/** Longer than any line of a recording; what is longer is none. Bytes. */
const MOST_LINE_BYTES = 16 * 1024 * 1024;

const LINE_END = 0x0a;

export class ByteLines {
  #rest: Uint8Array[] = [];
  #held = 0;
  #end = 0;

  /** Where the last whole line ends in the file. */
  get end(): number {
    return this.#end;
  }

  /** Bytes after it, of a line whose end has not come. */
  get rest(): number {
    return this.#held;
  }

  /**
   * The lines that a piece makes whole, each with its line end. They are valid until the next call.
   * @throws RangeError for a line that is too long
   */
  *push(piece: Uint8Array): Generator<Uint8Array> {
    let from = 0;
    for (let at = piece.indexOf(LINE_END); at >= 0; at = piece.indexOf(LINE_END, from)) {
      const line = this.#whole(piece.subarray(from, at + 1));
      from = at + 1;
      this.#end += line.length;
      yield line;
    }
    if (from === piece.length) return;
    // Copied: whoever gave the piece may use its memory again.
    this.#rest.push(piece.slice(from));
    this.#held += piece.length - from;
    if (this.#held > MOST_LINE_BYTES) throw new RangeError('The file has a line that is too long');
  }

  #whole(tail: Uint8Array): Uint8Array {
    if (this.#held === 0) return tail;
    const line = new Uint8Array(this.#held + tail.length);
    let at = 0;
    for (const part of [...this.#rest, tail]) {
      line.set(part, at);
      at += part.length;
    }
    this.#rest = [];
    this.#held = 0;
    return line;
  }
}
