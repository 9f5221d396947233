/** Bytes of the longest number. */
const LONGEST = 10;

/** Writes protobuf's wire format from its end to its beginning, so that the length of a message is known before it. */
export class BackwardWriter {
  #bytes: Buffer;
  #size = 0;

  /** @param room bytes to begin with; it grows */
  constructor(room = 4096) {
    this.#bytes = Buffer.allocUnsafe(room);
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  /** A whole number: seven bits in each byte, the lowest first; a negative one has all 64 bits. */
  varint(value: number): void {
    if (value < 0) {
      this.#negative(BigInt.asUintN(64, BigInt(value)));
      return;
    }
    let unit = 1;
    while (value / unit >= 0x80) unit *= 0x80;
    this.#grow(LONGEST);
    for (let more = 0; unit >= 1; unit /= 0x80, more = 0x80) {
      this.#byte((Math.floor(value / unit) % 0x80) | more);
    }
  }

  text(text: string): void {
    const length = Buffer.byteLength(text);
    this.#grow(length);
    this.#size += length;
    this.#bytes.write(text, this.#bytes.length - this.#size, length);
  }

  /** A copy of what was written, after which the writer is empty. */
  take(): Buffer {
    const written = Buffer.from(this.#bytes.subarray(this.#bytes.length - this.#size));
    this.#size = 0;
    return written;
  }

  /** Forgets what was written. */
  reset(): void {
    this.#size = 0;
  }

  #negative(value: bigint): void {
    this.#grow(LONGEST);
    this.#byte(Number(value >> 63n));
    for (let shift = 56n; shift >= 0n; shift -= 7n) this.#byte(Number((value >> shift) & 0x7fn) | 0x80);
  }

  #byte(byte: number): void {
    this.#size += 1;
    this.#bytes[this.#bytes.length - this.#size] = byte;
  }

  #grow(more: number): void {
    if (this.#size + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#size + more));
    this.#bytes.copy(larger, larger.length - this.#size, this.#bytes.length - this.#size);
    this.#bytes = larger;
  }
}
