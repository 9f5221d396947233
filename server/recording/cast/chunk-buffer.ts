/** The lines of one chunk, written straight from the process's bytes. */

import { isUtf8 } from 'node:buffer';
import { wholeCharacters } from '#server/terminal/output/utf8.ts';
import { repairedText } from './repaired-text.ts';

/** An idle shell's chunk is a prompt; it doubles as it fills. */
const FIRST_BYTES = 2048;

/** The longest escape, `\\u001b`. */
const MAX_ESCAPE = 6;

/** Room is made for so much output at once, as if all of it had to be escaped: memory has about the size of what is in it. */
const SLICE = 8 * 1024;

/** Around the data of an event: the longest interval, code, brackets and quotes. */
const AROUND = 64;

const LONG = 64;
const WORD = 4;

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** `\\r\\n` and `\\u00` as numbers, big-endian. */
const LINE_END = 0x5c725c6e;
const UNICODE_START = 0x5c753030;

const PLAIN = 0;
const LETTER = 1;
const UNICODE = 2;

const LETTERS: Readonly<Record<number, string>> = {
  8: 'b',
  9: 't',
  10: 'n',
  12: 'f',
  13: 'r',
  [QUOTE]: '"',
  [BACKSLASH]: '\\',
};
const LETTER_CODES = Uint8Array.from({ length: 128 }, (_, byte) => (LETTERS[byte] ?? '\0').charCodeAt(0));
const HEX_DIGITS = Buffer.from('0123456789abcdef', 'latin1');

const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte in LETTERS) return LETTER;
  return byte < 32 ? UNICODE : PLAIN;
});

export class ChunkBuffer {
  #memory: Buffer;
  #view: DataView;
  #length = 0;

  /** @param memory to begin with, as {@link take} has given it; undefined: a little of its own */
  constructor(memory: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)) {
    this.#memory = memory;
    this.#view = viewOf(memory);
  }

  get length(): number {
    return this.#length;
  }

  /** Everything that was written. Nothing may be written afterwards. */
  take(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  /** The memory, for another chunk, once nobody needs what {@link take} gave. */
  get memory(): Buffer {
    return this.#memory;
  }

  /** Writes text. */
  text(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#memory.write(text, this.#length);
  }

  /**
   * Writes an event of output.
   * @param interval seconds, as a decimal number
   * @param bytes whole characters; what is no UTF-8 becomes U+FFFD
   * @returns true when all of it was UTF-8
   */
  output(interval: string, bytes: Uint8Array): boolean {
    this.#reserve(AROUND);
    this.#length += this.#memory.write(`[${interval},"o","`, this.#length, 'latin1');
    const isExact = isUtf8(bytes);
    for (let from = 0; from < bytes.length; ) {
      const slice = sliceOf(bytes, from, isExact);
      const text = isExact || isUtf8(slice) ? slice : repairedText(slice);
      this.#reserve(text.length * MAX_ESCAPE + AROUND);
      this.#escape(text);
      from += slice.length;
    }
    this.#length += this.#memory.write('"]\n', this.#length, 'latin1');
    return isExact;
  }

  /** Writes UTF-8, cut anywhere: nothing beyond ASCII is escaped, so its characters need not be known. */
  #escape(bytes: Uint8Array): void {
    const view = this.#view;
    const memory = this.#memory;
    const length = bytes.length;
    const isLong = length >= LONG;
    const source = isLong ? viewOf(bytes) : view;
    const lastWord = isLong ? length - WORD : -1;
    let at = this.#length;
    let index = 0;
    while (index < length) {
      while (index <= lastWord) {
        const word = source.getInt32(index, true);
        // Also where some of it is escaped: what is in front of that stays.
        view.setInt32(at, word, true);
        const escaped = escapedBits(word);
        if (escaped !== 0) {
          const plain = (31 - Math.clz32(escaped & -escaped)) >> 3;
          at += plain;
          index += plain;
          break;
        }
        at += WORD;
        index += WORD;
      }
      if (index === length) break;
      const byte = bytes[index] as number;
      const kind = KINDS[byte] as number;
      if (kind === PLAIN) memory[at++] = byte;
      else if (byte === CARRIAGE_RETURN && bytes[index + 1] === LINE_FEED) {
        view.setUint32(at, LINE_END);
        at += 4;
        index += 1;
      } else if (kind === LETTER) {
        memory[at++] = BACKSLASH;
        memory[at++] = LETTER_CODES[byte] as number;
      } else {
        view.setUint32(at, UNICODE_START);
        memory[at + 4] = HEX_DIGITS[byte >> 4] as number;
        memory[at + 5] = HEX_DIGITS[byte & 15] as number;
        at += 6;
      }
      index += 1;
    }
    this.#length = at;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#memory.length));
    this.#memory.copy(larger, 0, 0, this.#length);
    this.#memory = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

/**
 * The high bit of each of four bytes that is below 0x20, a quote or a backslash. A borrow from such a byte may set that of the
 * next one too, so only the lowest is exact.
 */
function escapedBits(word: number): number {
  const control = word - 0x20202020;
  const quote = (word ^ 0x22222222) - 0x01010101;
  const backslash = (word ^ 0x5c5c5c5c) - 0x01010101;
  return (control | quote | backslash) & ~word & 0x80808080;
}

/** Up to {@link SLICE} bytes. What is no text can only be told between two characters. */
function sliceOf(bytes: Uint8Array, from: number, isExact: boolean): Uint8Array {
  if (from === 0 && bytes.length <= SLICE) return bytes;
  const slice = bytes.subarray(from, from + SLICE);
  const isCut = !isExact && from + slice.length < bytes.length;
  return isCut ? slice.subarray(0, wholeCharacters(slice)) : slice;
}
