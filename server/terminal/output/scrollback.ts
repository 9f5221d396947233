/**
 * The last output of a session, addressed by absolute byte offset: offset 0 is the first byte that the process
 * wrote. A ring that grows as needed up to its bound, so that an idle shell costs little. Its memory is its own: a small
 * buffer would come out of a piece that Node shares among many, and keep all of it for as long as the shell lives.
 */

import type { DrawnScreen } from '#protocol/viewing-messages.ts';
import { ModeHistory, type OutputPiece } from '../modes/mode-history.ts';
import type { TerminalSize } from '../ports.ts';
import { SizeMarks, type WrittenSize } from './size-marks.ts';

/** Enough for a prompt: most of a thousand shells are idle. Doubles as it fills. */
const FIRST_CAPACITY = 64;

/**
 * A larger ring has all of its bytes at once: the system gives memory only once it is written to, and rings that were too small
 * would stay until the next collection of garbage, twice as much in all.
 */
const LARGE_BYTES = 64 * 1024;

/** Less than this is not worth a message of its own. */
const SMALLEST_PIECE = 4096;

/**
 * Of each 64 KiB that are kept, so many bytes more may be: output is forgotten that much at a time, since looking
 * through it for modes costs less than looking through each chunk, of which most are 4 KiB.
 */
const SPARE_BYTES = 1024;
const SPARE_FOR_EACH = 64 * 1024;

const NOTHING = Buffer.alloc(0);

const LINE_FEED = 0x0a;

/** A scrollback as its readers see it. */
export type KeptOutput = Omit<Scrollback, 'append' | 'resized'>;

export class Scrollback {
  /** Bytes that the ring may have, and how many of them are made free at once. */
  readonly #limit: number;
  readonly #spare: number;
  readonly #sizes = new SizeMarks();
  /** Undefined as long as all output is kept. */
  #modes: ModeHistory | undefined;
  #ring: Buffer;
  #start = 0;
  #end = 0;

  /** @param keptBytes bytes that are kept at least, 1 or more */
  constructor(keptBytes: number) {
    this.#spare = Math.floor(keptBytes / SPARE_FOR_EACH) * SPARE_BYTES;
    this.#limit = keptBytes + this.#spare;
    this.#ring = Buffer.allocUnsafeSlow(Math.min(FIRST_CAPACITY, this.#limit));
  }

  /** Offset of the oldest byte kept. */
  get start(): number {
    return this.#start;
  }

  /** Offset after the newest byte: all bytes ever appended. */
  get end(): number {
    return this.#end;
  }

  /** Takes a copy of the bytes; the oldest make room. */
  append(bytes: Uint8Array): void {
    const end = this.#end + bytes.length;
    if (end - this.#start > this.#ring.length) this.#grow(end - this.#start);
    const tail = end - this.#start > this.#ring.length ? this.#forget(bytes) : bytes;
    const at = this.#end % this.#ring.length;
    const room = this.#ring.length - at;
    // A view of a part costs as much as the copy: none is made where all fits.
    if (tail.length <= room) this.#ring.set(tail, at);
    else {
      this.#ring.set(tail.subarray(0, room), at);
      this.#ring.set(tail.subarray(room), 0);
    }
    this.#end = end;
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
  sizeAt(offset: number): WrittenSize | undefined {
    return this.#sizes.at(offset);
  }

  /** The offset after this one where another window size begins; infinite when none does. */
  sizeChangeAfter(offset: number): number {
    return this.#sizes.nextAfter(offset);
  }

  /**
   * What brings a terminal into the state in which the output at an offset finds it: to be written before that output,
   * and no part of it. Empty when that is the state of a new terminal.
   * @param offset of output that is kept, or its end; between two characters
   * @param drawn what the terminal shows there: it must have been reset
   */
  modesAt(offset: number, drawn?: DrawnScreen): Buffer {
    const modes = this.#modes ?? new ModeHistory();
    return modes.textAt(offset, (from, to) => this.#pieces(from, to), drawn);
  }

  /** True where a program fills the screen. @param offset as of {@link modesAt} */
  isAlternateAt(offset: number): boolean {
    const modes = this.#modes ?? new ModeHistory();
    return modes.isAlternateAt(offset, (from, to) => this.#pieces(from, to));
  }

  /** Where the last `lines` lines begin, as far as they are within the last `maxBytes` bytes. */
  tailStart(lines: number, maxBytes: number): number {
    const from = Math.max(this.start, this.#end - maxBytes);
    let at = this.#end;
    for (let left = lines; left > 0; left -= 1) {
      // What follows the last line end is a line too, if only an empty one.
      at = this.#lineEndBefore(at, from);
      if (at < 0) return from;
    }
    return at + 1;
  }

  /** Offset of the last line end before an offset, and at or after another one; -1 if there is none. */
  #lineEndBefore(before: number, from: number): number {
    if (before <= from) return -1;
    const last = (before - 1) % this.#ring.length;
    const inRing = this.#ring.lastIndexOf(LINE_FEED, last);
    const seam = before - 1 - last;
    if (inRing < 0) return this.#lineEndBefore(seam, from);
    return seam + inRing < from ? -1 : seam + inRing;
  }

  /** Forgets output so that there is room for more, and gives what of that is kept. `#end` is then where it begins. */
  #forget(bytes: Uint8Array): Uint8Array {
    const end = this.#end + bytes.length;
    const start = end - this.#limit + this.#spare;
    const fromRing = Math.min(start, this.#end);
    const untouched = bytes.subarray(0, start - fromRing);
    this.#modes ??= new ModeHistory();
    this.#modes.forget(this.#pieces(this.#start, fromRing));
    if (untouched.length > 0) {
      const unread = Buffer.from(untouched.buffer, untouched.byteOffset, untouched.length);
      this.#modes.forget([{ bytes: unread, rows: undefined }]);
      this.#end = start;
    }
    this.#start = start;
    return bytes.subarray(untouched.length);
  }

  /** Kept output between two offsets, cut where the size changes, both ends included, and at the seam of the ring. */
  *#pieces(from: number, to: number): Generator<OutputPiece> {
    let at = from;
    let rows = this.#sizes.changesAt(from) ? this.#sizes.at(from)?.rows : undefined;
    while (at < to) {
      const next = this.#sizes.nextAfter(at);
      const bytes = this.#upToSeam(at, Math.min(to, next) - at);
      yield { bytes, rows };
      at += bytes.length;
      rows = at === next ? this.#sizes.at(at)?.rows : undefined;
    }
    if (rows !== undefined) yield { bytes: NOTHING, rows };
  }

  #upToSeam(offset: number, maxBytes: number): Buffer {
    const at = offset % this.#ring.length;
    return this.#ring.subarray(at, at + maxBytes);
  }

  /** Only before anything was forgotten: what is kept begins where the ring does. */
  #grow(wanted: number): void {
    const capacity = this.#ring.length;
    if (capacity === this.#limit) return;
    const enough = Math.max(wanted, capacity * 2);
    const grown = Buffer.allocUnsafeSlow(enough > LARGE_BYTES ? this.#limit : Math.min(this.#limit, enough));
    this.#ring.copy(grown, 0, 0, this.#end);
    this.#ring = grown;
  }
}
