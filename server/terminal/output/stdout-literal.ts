/**
 * A `stdout` message written straight from the process's bytes into a JSON string literal. A message is JSON inside
 * a JSON string, and building both costs more CPU than everything else on the way of a flood.
 */

import { isUtf8 } from 'node:buffer';
import type { StdoutExtras } from '#protocol/messages.ts';
import { characterLength } from './utf8.ts';

const BEFORE = Buffer.from(String.raw`"{\"Op\":\"stdout\",\"Data\":\"`, 'latin1');
const BETWEEN = Buffer.from(String.raw`\",\"Offset\":`, 'latin1');
const AFTER = Buffer.from('}"', 'latin1');

/** The longest escape, `\\u001b`, the digits of the largest offset, and the longest that {@link extrasOf} gives. */
const MAX_ESCAPE = 7;
const MAX_DIGITS = 16;
const MAX_EXTRAS = 64;

const BACKSLASH = 0x5c;
const PLAIN = 0;
/** `\\n` and its like: two backslashes and a letter. */
const LETTER = 1;
/** A quote or a backslash: three backslashes and itself. */
const SELF = 2;
/** `\\u001b` and its like. */
const UNICODE = 3;
const BEYOND_ASCII = 4;

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

const LETTERS: Readonly<Record<number, string>> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' };

const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 127) return BEYOND_ASCII;
  if (byte in LETTERS) return LETTER;
  if (byte < 32) return UNICODE;
  return byte === BACKSLASH || byte === 0x22 ? SELF : PLAIN;
});

const LETTER_CODES = Uint8Array.from({ length: 32 }, (_, byte) => (LETTERS[byte] ?? '\0').charCodeAt(0));
const HEX_DIGITS = Buffer.from('0123456789abcdef', 'latin1');

/** Of UTF-8, characters that begin so may need an escape, and have so many bytes; 0: any other byte beyond ASCII. */
const TEXT_LENGTHS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0xf0) return 4;
  return byte === 0xe2 || byte === 0xef ? 3 : 0;
});

/** `\\r\\n` as two numbers, big-endian: how a terminal ends each line. */
const LINE_END_START = 0x5c5c725c;
const LINE_END_REST = 0x5c6e;

const REPLACEMENT = 0xfffd;

/** From so many bytes on, a view of words is worth its making. */
const LONG = 64;

/** Bytes looked at in one step. */
const WORD = 4;

/** Writes messages into one buffer that it keeps. */
export class StdoutLiteralEncoder {
  #scratch: Buffer;
  /** The same memory, for writes of more than a byte. */
  #view: DataView;

  /**
   * @param longestBytes of output that a message is expected to have at most. There is room for so many from the beginning: the
   *   system gives memory only once it is written to, and buffers that were too small would stay until garbage is collected.
   */
  constructor(longestBytes: number) {
    this.#scratch = Buffer.allocUnsafeSlow(literalBytes(longestBytes));
    this.#view = new DataView(this.#scratch.buffer);
  }

  /**
   * The literal, quotes included, in UTF-8; bytes that are not UTF-8 are U+FFFD in it. It is valid until the next call.
   * @param offset bytes of output up to and with these
   * @param extras what the message tells besides
   */
  encode(bytes: Uint8Array, offset: number, extras?: StdoutExtras): Buffer {
    this.#reserve(bytes.length);
    const literal = this.#scratch;
    literal.set(BEFORE);
    let at = this.#escape(bytes, BEFORE.length);
    literal.set(BETWEEN, at);
    at = this.#writeNumber(offset, at + BETWEEN.length);
    if (extras !== undefined) at += literal.write(extrasOf(extras), at, 'latin1');
    literal.set(AFTER, at);
    return literal.subarray(0, at + AFTER.length);
  }

  #writeNumber(value: number, start: number): number {
    const digits = String(value);
    for (let index = 0; index < digits.length; index += 1)
      this.#scratch[start + index] = digits.charCodeAt(index);
    return start + digits.length;
  }

  /** Writes the bytes, escaped twice, at `start`; gives where it ended. Plain text goes by words. */
  #escape(bytes: Uint8Array, start: number): number {
    const view = this.#view;
    const length = bytes.length;
    const isLong = length >= LONG;
    const source = isLong ? new DataView(bytes.buffer, bytes.byteOffset, length) : view;
    const lastWord = isLong ? length - WORD : -1;
    let mayBeText = isLong;
    let at = start;
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
        if (kind === PLAIN) view.setUint8(at++, byte);
        else if (kind === BEYOND_ASCII) {
          if (mayBeText) {
            if (isUtf8(bytes)) return this.#escapeText(bytes, source, index, at);
            mayBeText = false;
          }
          const characterBytes = characterLength(bytes, index);
          at = this.#writeCharacter(bytes, index, characterBytes, at);
          index += Math.abs(characterBytes) - 1;
        } else if (byte === CARRIAGE_RETURN && bytes[index + 1] === LINE_FEED) {
          view.setUint32(at, LINE_END_START);
          view.setUint16(at + 4, LINE_END_REST);
          at += 6;
          index += 1;
        } else at = this.#escapeOne(byte, kind, at);
      }
    }
    return at;
  }

  /**
   * The rest from `from` on of what is UTF-8: whole characters need no look at each of their bytes. It has its own loop: one
   * with a switch for both takes a tenth more CPU for `y` lines and binary output, and half as much again for mixed scripts.
   */
  #escapeText(bytes: Uint8Array, source: DataView, from: number, start: number): number {
    const view = this.#view;
    const length = bytes.length;
    const lastWord = length - WORD;
    let at = start;
    let index = from;
    while (index < length) {
      while (index <= lastWord) {
        const word = source.getInt32(index, true);
        if (!isPlainText(word)) break;
        view.setInt32(at, word, true);
        at += WORD;
        index += WORD;
      }
      for (const stop = Math.min(length, index + WORD); index < stop; index += 1) {
        const byte = bytes[index] as number;
        const kind = KINDS[byte] as number;
        if (kind === PLAIN) view.setUint8(at++, byte);
        else if (kind === BEYOND_ASCII) {
          const characterBytes = TEXT_LENGTHS[byte] as number;
          if (characterBytes > 1) {
            at = this.#writeCharacter(bytes, index, characterBytes, at);
            index += characterBytes - 1;
          } else view.setUint8(at++, byte);
        } else if (byte === CARRIAGE_RETURN && bytes[index + 1] === LINE_FEED) {
          view.setUint32(at, LINE_END_START);
          view.setUint16(at + 4, LINE_END_REST);
          at += 6;
          index += 1;
        } else at = this.#escapeOne(byte, kind, at);
      }
    }
    return at;
  }

  /** @param length as {@link characterLength} gives it */
  #writeCharacter(bytes: Uint8Array, index: number, length: number, start: number): number {
    if (length < 0) return this.#escapeUnit(REPLACEMENT, start);
    const second = (bytes[index + 1] as number) & 0x3f;
    if (length === 4) {
      const lead = (bytes[index] as number) & 0x07;
      const third = (bytes[index + 2] as number) & 0x3f;
      const beyond =
        ((lead << 18) | (second << 12) | (third << 6) | ((bytes[index + 3] as number) & 0x3f)) - 0x10000;
      return this.#escapeUnit(0xdc00 | (beyond & 0x3ff), this.#escapeUnit(0xd800 | (beyond >> 10), start));
    }
    if (length === 3) {
      const lead = (bytes[index] as number) & 0x0f;
      const unit = (lead << 12) | (second << 6) | ((bytes[index + 2] as number) & 0x3f);
      if (isMangled(unit)) return this.#escapeUnit(unit, start);
    }
    const literal = this.#scratch;
    for (let offset = 0; offset < length; offset += 1)
      literal[start + offset] = bytes[index + offset] as number;
    return start + length;
  }

  /** Writes a UTF-16 unit that needs no escape in the message's JSON: escaped once, for the outer literal. */
  #escapeUnit(unit: number, start: number): number {
    const literal = this.#scratch;
    literal[start] = BACKSLASH;
    literal[start + 1] = 0x75;
    for (let digit = 0; digit < 4; digit += 1) {
      literal[start + 2 + digit] = HEX_DIGITS[(unit >> (12 - 4 * digit)) & 15] as number;
    }
    return start + 6;
  }

  #escapeOne(byte: number, kind: number, start: number): number {
    const literal = this.#scratch;
    let at = start;
    literal[at++] = BACKSLASH;
    literal[at++] = BACKSLASH;
    if (kind === LETTER) {
      literal[at++] = LETTER_CODES[byte] as number;
    } else if (kind === SELF) {
      literal[at++] = BACKSLASH;
      literal[at++] = byte;
    } else {
      literal[at++] = 0x75;
      literal[at++] = 0x30;
      literal[at++] = 0x30;
      literal[at++] = HEX_DIGITS[byte >> 4] as number;
      literal[at++] = HEX_DIGITS[byte & 15] as number;
    }
    return at;
  }

  #reserve(byteCount: number): void {
    const needed = literalBytes(byteCount);
    if (this.#scratch.length >= needed) return;
    this.#scratch = Buffer.allocUnsafeSlow(needed);
    this.#view = new DataView(this.#scratch.buffer);
  }
}

/** The longest literal of so many bytes of output. */
function literalBytes(byteCount: number): number {
  return BEFORE.length + byteCount * MAX_ESCAPE + BETWEEN.length + MAX_DIGITS + MAX_EXTRAS + AFTER.length;
}

/** The fields as the message has them. The message itself is inside a string literal. */
function extrasOf(extras: StdoutExtras): string {
  // What an echo tells, written as the rest would be.
  if (extras.Input !== undefined && extras.Cols === undefined) return String.raw`,\"Input\":${extras.Input}`;
  // Numbers alone, so that only the quotes of the names need an escape.
  const fields = JSON.stringify(extras).slice(1, -1).replaceAll('"', String.raw`\"`);
  return fields === '' ? '' : `,${fields}`;
}

/**
 * True when none of the four bytes needs an escape. Each term sets the high bit of a byte that is not ASCII, below
 * 0x20, a quote or a backslash; a borrow from the byte before may set it too, but only where one is set already.
 */
function isPlainWord(word: number): boolean {
  const quote = (word ^ 0x22222222) - 0x01010101;
  const backslash = (word ^ 0x5c5c5c5c) - 0x01010101;
  return ((word | (word - 0x20202020) | quote | backslash) & 0x80808080) === 0;
}

/** As {@link isPlainWord} of bytes of UTF-8: none of them is one that {@link TEXT_LENGTHS} names. */
function isPlainText(word: number): boolean {
  const low = word & 0x7f7f7f7f;
  // The high bit of each byte says it.
  const isPlainAscii =
    (low + 0x60606060) & ((low ^ 0x22222222) + 0x7f7f7f7f) & ((low ^ 0x5c5c5c5c) + 0x7f7f7f7f);
  const isNamed = (low + 0x11111111) | ~((low ^ 0x62626262) + 0x7f7f7f7f);
  return (((word & isNamed) | ~(word | isPlainAscii)) & 0x80808080) === 0;
}

/** True for what SockJS does not send as it is, besides surrogates: some browsers and proxies have changed it. */
function isMangled(unit: number): boolean {
  return (
    (unit >= 0x200c && unit <= 0x200f) ||
    (unit >= 0x2028 && unit <= 0x202f) ||
    (unit >= 0x2060 && unit <= 0x206f) ||
    unit >= 0xfff0
  );
}
