/**
 * A `stdout` message written straight from the process's bytes into a JSON string literal. A message is JSON inside
 * a JSON string, and building both costs more CPU than everything else on the way of a flood.
 */

const BEFORE = Buffer.from(String.raw`"{\"Op\":\"stdout\",\"Data\":\"`, 'latin1');
const BETWEEN = Buffer.from(String.raw`\",\"Offset\":`, 'latin1');
const AFTER = Buffer.from('}"', 'latin1');

/** The longest escape, `\\u001b`, and the digits of the largest offset. */
const MAX_ESCAPE = 7;
const MAX_DIGITS = 16;

const BACKSLASH = 0x5c;
const PLAIN = 0;
/** `\\n` and its like: two backslashes and a letter. */
const LETTER = 1;
/** A quote or a backslash: three backslashes and itself. */
const SELF = 2;
/** `\\u001b` and its like. */
const UNICODE = 3;
const BEYOND_ASCII = 4;

const LETTERS: Readonly<Record<number, string>> = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' };

const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 127) return BEYOND_ASCII;
  if (byte in LETTERS) return LETTER;
  if (byte < 32) return UNICODE;
  return byte === BACKSLASH || byte === 0x22 ? SELF : PLAIN;
});

const LETTER_CODES = Uint8Array.from({ length: 32 }, (_, byte) => (LETTERS[byte] ?? '\0').charCodeAt(0));
const HEX_DIGITS = Buffer.from('0123456789abcdef', 'latin1');

/** Writes messages into one buffer that it keeps. */
export class StdoutLiteralEncoder {
  #scratch = Buffer.allocUnsafe(0);

  /**
   * The literal, quotes included, as ASCII. It is valid until the next call.
   * @param offset bytes of output up to and with these
   * @returns undefined when the bytes are not all ASCII: those need a decoder
   */
  encode(bytes: Uint8Array, offset: number): Buffer | undefined {
    const literal = this.#room(bytes.length);
    const length = bytes.length;
    let at = BEFORE.copy(literal, 0);
    for (let index = 0; index < length; index += 1) {
      const byte = bytes[index] as number;
      const kind = KINDS[byte] as number;
      if (kind === PLAIN) {
        literal[at++] = byte;
        continue;
      }
      if (kind === BEYOND_ASCII) return undefined;
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
    }
    at += BETWEEN.copy(literal, at);
    at += literal.write(String(offset), at, 'latin1');
    at += AFTER.copy(literal, at);
    return literal.subarray(0, at);
  }

  #room(byteCount: number): Buffer {
    const needed = BEFORE.length + byteCount * MAX_ESCAPE + BETWEEN.length + MAX_DIGITS + AFTER.length;
    if (this.#scratch.length < needed) this.#scratch = Buffer.allocUnsafe(needed);
    return this.#scratch;
  }
}
