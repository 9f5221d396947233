/** Finds a text in a stream that may be split anywhere, without keeping the stream. */

export class OutputWatch {
  #wanted: Buffer | undefined;
  #carry: Buffer = Buffer.alloc(0);
  #found: ((at: number) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;
  #bytes = 0;

  /** Bytes seen so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Resolves with the time (`performance.now()`) at which new output has contained `text`; '' matches any output.
   * Only one call at a time.
   */
  expect(text: string): Promise<number> {
    this.#wanted = Buffer.from(text);
    this.#carry = Buffer.alloc(0);
    return new Promise((resolve, reject) => {
      this.#found = resolve;
      this.#fail = reject;
    });
  }

  push(bytes: Buffer): void {
    this.#bytes += bytes.length;
    const wanted = this.#wanted;
    if (wanted === undefined || bytes.length === 0) return;
    const overlap = Math.max(0, wanted.length - 1);
    const seam = Buffer.concat([this.#carry, bytes.subarray(0, overlap)]);
    if (bytes.includes(wanted) || seam.includes(wanted)) {
      this.#wanted = undefined;
      this.#found?.(performance.now());
      return;
    }
    this.#carry =
      bytes.length >= overlap
        ? bytes.subarray(bytes.length - overlap)
        : seam.subarray(Math.max(0, seam.length - overlap));
  }

  /** The stream has ended: rejects a pending wait. */
  end(error: Error): void {
    this.#wanted = undefined;
    this.#fail?.(error);
  }
}
