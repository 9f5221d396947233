/**
 * Reads messages in protobuf's wire format without a description of them: whoever reads a message asks for the fields
 * that it needs, and skips the others unread. Source: https://protobuf.dev/programming-guides/encoding.
 */

import { UnreadableAnswerError } from '../errors/api-error.ts';

const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const FIXED_32 = 5;

/** Bytes of a text that probably repeats: kinds, reasons, names of containers, keys of labels. */
const SHORT = 20;
/** A power of two less one. */
const MASK = 1023;

/**
 * A place in a message. All methods throw UnreadableAnswerError where the bytes are not what is asked for.
 *
 *     const end = reader.enter();
 *     while (reader.next(end)) {
 *       if (reader.field === 1) name = reader.text();
 *       else reader.skip();
 *     }
 */
export class WireReader {
  /** Number of the present field. */
  field = 0;
  readonly #bytes: Buffer;
  #at: number;
  #type = 0;
  /** The last short text for each hash. */
  readonly #known: string[] = [];

  /** @param at where the first field begins */
  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Index of the byte after what was read. */
  get at(): number {
    return this.#at;
  }

  /** Goes to the next field; false at the end of the message. */
  next(end: number): boolean {
    if (this.#at >= end) {
      if (this.#at > end) throw broken('a field ends after its message');
      return false;
    }
    const tag = this.#varint();
    this.field = Math.floor(tag / 8);
    this.#type = tag & 7;
    return true;
  }

  /** Goes into the message that is the present field. Returns its end. */
  enter(): number {
    this.#expect(DELIMITED);
    const length = this.#varint();
    // A negative one would lead back to what was read already.
    if (length < 0) throw broken('a length is negative');
    const end = this.#at + length;
    if (end > this.#bytes.length) throw broken('a field ends after the bytes');
    return end;
  }

  text(): string {
    const end = this.enter();
    const start = this.#at;
    this.#at = end;
    return end - start > SHORT ? this.#bytes.toString('utf8', start, end) : this.#short(start, end);
  }

  bool(): boolean {
    return this.int() !== 0;
  }

  /** A whole number with or without a sign; beyond 2^53 it is not exact. */
  int(): number {
    this.#expect(VARINT);
    return this.#varint();
  }

  skip(): void {
    switch (this.#type) {
      case VARINT:
        this.#varint();
        return;
      case FIXED_64:
        this.#at += 8;
        return;
      case DELIMITED:
        this.#at = this.enter();
        return;
      case FIXED_32:
        this.#at += 4;
        return;
      default:
        throw broken(`there is no wire type ${this.#type}`);
    }
  }

  /** Continues after a message that could not be read. @param at as {@link enter} returned it */
  jump(at: number): void {
    this.#at = at;
  }

  /** Short texts repeat in most objects of a list, so the same one is kept once. */
  #short(start: number, end: number): string {
    if (start === end) return '';
    const bytes = this.#bytes;
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (hash * 31 + (bytes[at] ?? 0)) & MASK;
    const known = this.#known[hash];
    if (known?.length === end - start) {
      let at = start;
      for (; at < end; at += 1) {
        const byte = bytes[at] ?? 0;
        // Bytes of other than ASCII are no characters.
        if (byte > 0x7f || known.charCodeAt(at - start) !== byte) break;
      }
      if (at === end) return known;
    }
    const text = bytes.toString('utf8', start, end);
    this.#known[hash] = text;
    return text;
  }

  #expect(type: number): void {
    if (this.#type !== type) throw broken(`field ${this.field} has wire type ${this.#type}`);
  }

  /** Seven bits in each byte, the lowest first. A negative number has all of its 64 bits. */
  #varint(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at];
    this.#at += 1;
    if (byte !== undefined && byte < 0x80) return byte;
    let low = 0;
    let high = 0;
    for (let shift = 0; byte !== undefined; shift += 7) {
      if (shift < 28) low += (byte & 0x7f) * 2 ** shift;
      else high += (byte & 0x7f) * 2 ** (shift - 28);
      if (byte < 0x80) return high < NEGATIVE ? high * 2 ** 28 + low : (high - ALL) * 2 ** 28 + low;
      if (shift === 63) throw broken('a number is too long');
      byte = bytes[this.#at];
      this.#at += 1;
    }
    throw broken('a number has no end');
  }
}

/** Of the 36 bits above the lowest 28: the first of a negative number, and one more than all of them. */
const NEGATIVE = 2 ** 35;
const ALL = 2 ** 36;

function broken(why: string): UnreadableAnswerError {
  return new UnreadableAnswerError(new Error(`Protobuf: ${why}`));
}
