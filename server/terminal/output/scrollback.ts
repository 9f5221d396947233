/**
 * The last output of a session, addressed by absolute byte offset: offset 0 is the first byte that the process
 * wrote. A ring that grows as needed up to its bound, so that an idle shell costs little. Its memory is its own: a small
 * buffer would come out of a piece that Node shares among many, and keep all of it for as long as the shell lives.
 */

import type { TerminalSize } from '../ports.ts';
import { SizeMarks } from './size-marks.ts';

/** Enough for a prompt and a few lines: most of a thousand shells are idle. Doubles as it fills. */
const FIRST_CAPACITY = 512;

/** Less than this is not worth a message of its own. */
const SMALLEST_PIECE = 4096;

const LINE_FEED = 0x0a;

/** A scrollback as its readers see it. */
export type KeptOutput = Omit<Scrollback, 'append' | 'resized'>;

export class Scrollback {
  readonly #limit: number;
  readonly #sizes = new SizeMarks();
  #ring: Buffer;
  #end = 0;
  #kept = 0;

  /** @param limitBytes most bytes kept, at least 1 */
  constructor(limitBytes: number) {
    this.#limit = limitBytes;
    this.#ring = Buffer.allocUnsafeSlow(Math.min(FIRST_CAPACITY, limitBytes));
  }

  /** Offset of the oldest byte kept. */
  get start(): number {
    return this.#end - this.#kept;
  }

  /** Offset after the newest byte: all bytes ever appended. */
  get end(): number {
    return this.#end;
  }

  /** Takes a copy of the bytes; the oldest make room. */
  append(bytes: Uint8Array): void {
    this.#grow(this.#kept + bytes.length);
    const capacity = this.#ring.length;
    const tail = bytes.length > capacity ? bytes.subarray(bytes.length - capacity) : bytes;
    const at = (this.#end + bytes.length - tail.length) % capacity;
    const room = capacity - at;
    // A view of a part costs as much as the copy: none is made where all fits.
    if (tail.length <= room) this.#ring.set(tail, at);
    else {
      this.#ring.set(tail.subarray(0, room), at);
      this.#ring.set(tail.subarray(room), 0);
    }
    this.#end += bytes.length;
    this.#kept = Math.min(capacity, this.#kept + bytes.length);
  }

  /**
   * Up to `maxBytes` bytes from an offset on; valid until the next `append`.
   * @throws RangeError when the offset is no longer, or not yet, kept
   */
  read(offset: number, maxBytes: number): Buffer {
    if (offset < this.start || offset > this.#end) {
      throw new RangeError(`Offset ${offset} is outside ${this.start} to ${this.#end}`);
    }
    const length = Math.min(maxBytes, this.#end - offset);
    const at = offset % this.#ring.length;
    const first = this.#ring.subarray(at, at + length);
    return first.length === length
      ? first
      : Buffer.concat([first, this.#ring.subarray(0, length - first.length)]);
  }

  /**
   * As {@link read}, but a piece that is worth a message ends where the ring does: putting both ends of the ring
   * together takes new memory each time around.
   */
  readPiece(offset: number, maxBytes: number): Buffer {
    const upToSeam = this.#ring.length - (offset % this.#ring.length);
    return this.read(offset, upToSeam < SMALLEST_PIECE ? maxBytes : Math.min(maxBytes, upToSeam));
  }

  /** What is appended from now on is written at this window size. */
  resized(size: TerminalSize): void {
    this.#sizes.add(this.#end, size, this.start);
  }

  /** The window size that the byte at an offset was written at; undefined when none was ever told. */
  sizeAt(offset: number): TerminalSize | undefined {
    return this.#sizes.at(offset);
  }

  /** The offset after this one where another window size begins; infinite when none does. */
  sizeChangeAfter(offset: number): number {
    return this.#sizes.nextAfter(offset);
  }

  /** Where the last `lines` lines begin, as far as they are within the last `maxBytes` bytes. */
  tailStart(lines: number, maxBytes: number): number {
    const from = Math.max(this.start, this.#end - maxBytes);
    const bytes = this.read(from, this.#end - from);
    let at = bytes.length;
    for (let left = lines; left > 0; left -= 1) {
      // What follows the last line end is a line too, if only an empty one.
      at = at === 0 ? -1 : bytes.lastIndexOf(LINE_FEED, at - 1);
      if (at < 0) return from;
    }
    return from + at + 1;
  }

  #grow(wanted: number): void {
    const capacity = this.#ring.length;
    if (wanted <= capacity || capacity === this.#limit) return;
    const kept = Buffer.from(this.read(this.start, this.#kept));
    this.#ring = Buffer.allocUnsafeSlow(Math.min(this.#limit, Math.max(wanted, capacity * 2)));
    const at = this.start % this.#ring.length;
    const first = Math.min(kept.length, this.#ring.length - at);
    kept.copy(this.#ring, at, 0, first);
    kept.copy(this.#ring, 0, first);
  }
}
