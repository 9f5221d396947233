/**
 * The lines of one chunk, written straight from the process's bytes: escaping and hashing are all the CPU that recording a
 * flood costs.
 */

import { isPlainWord } from '#server/terminal/output/stdout-literal.ts';
import { characterLength } from '#server/terminal/output/utf8.ts';

/** An idle shell's chunk is a prompt; it doubles as it fills. */
const FIRST_BYTES = 2048;

/** The longest escape, `\\u001b`. U+FFFD takes three bytes. */
const MAX_ESCAPE = 6;

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
const BEYOND_ASCII = 3;

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
  if (byte > 127) return BEYOND_ASCII;
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
    this.#reserve(bytes.length * MAX_ESCAPE + AROUND);
    this.#length += this.#memory.write(`[${interval},"o","`, this.#length, 'latin1');
    const isExact = this.#escape(bytes);
    this.#length += this.#memory.write('"]\n', this.#length, 'latin1');
    return isExact;
  }

  /**
   * As the terminal's messages are escaped (`stdout-literal.ts`), once instead of twice. One function for the plain words of
   * both made both 10 to 20 % slower.
   */
  #escape(bytes: Uint8Array): boolean {
    const view = this.#view;
    const memory = this.#memory;
    const length = bytes.length;
    const isLong = length >= LONG;
    const source = isLong ? new DataView(bytes.buffer, bytes.byteOffset, length) : view;
    const lastWord = isLong ? length - WORD : -1;
    let at = this.#length;
    let isExact = true;
    let index = 0;
    while (index < length) {
      while (index <= lastWord) {
        const word = source.getInt32(index, true);
        if (!isPlainWord(word)) break;
        view.setInt32(at, word, true);
        at += WORD;
        index += WORD;
      }
      for (const stop = Math.min(length, index + WORD); index < stop; index += 1) {
        const byte = bytes[index] as number;
        const kind = KINDS[byte] as number;
        if (kind === PLAIN) memory[at++] = byte;
        else if (kind === BEYOND_ASCII) {
          const count = characterLength(bytes, index);
          if (count < 0) {
            isExact = false;
            at = writeReplacement(memory, at);
          } else for (let part = 0; part < count; part += 1) memory[at++] = bytes[index + part] as number;
          index += Math.abs(count) - 1;
        } else if (byte === CARRIAGE_RETURN && bytes[index + 1] === LINE_FEED) {
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
      }
    }
    this.#length = at;
    return isExact;
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

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

/** U+FFFD in UTF-8. */
function writeReplacement(memory: Buffer, at: number): number {
  memory[at] = 0xef;
  memory[at + 1] = 0xbf;
  memory[at + 2] = 0xbd;
  return at + 3;
}
