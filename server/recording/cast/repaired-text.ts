/** Bytes that are not UTF-8, as players show them. Node's decoder and encoder take half as long again. */

import { characterLength } from '#server/terminal/output/utf8.ts';

const WORD = 4;

/** The high bit of each byte: set beyond ASCII. */
const BEYOND_ASCII = 0x80808080;

/** Bytes of U+FFFD in UTF-8, which takes the place of what is no character. */
const REPLACEMENT_BYTES = 3;

/** UTF-8 of what a decoder makes of the bytes. */
export function repairedText(bytes: Uint8Array): Buffer {
  const { length } = bytes;
  const text = Buffer.allocUnsafe(length * REPLACEMENT_BYTES);
  const source = new DataView(bytes.buffer, bytes.byteOffset, length);
  const target = new DataView(text.buffer, text.byteOffset, text.length);
  const lastWord = length - WORD;
  let at = 0;
  let index = 0;
  while (index < length) {
    while (index <= lastWord) {
      const word = source.getInt32(index, true);
      if ((word & BEYOND_ASCII) !== 0) break;
      target.setInt32(at, word, true);
      at += WORD;
      index += WORD;
    }
    for (const stop = Math.min(length, index + WORD); index < stop; ) {
      const byte = bytes[index] as number;
      const count = byte < 0x80 ? 1 : characterLength(bytes, index);
      if (count > 0) {
        for (let part = 0; part < count; part += 1) text[at++] = bytes[index + part] as number;
        index += count;
      } else {
        text[at] = 0xef;
        text[at + 1] = 0xbf;
        text[at + 2] = 0xbd;
        at += REPLACEMENT_BYTES;
        index -= count;
      }
    }
  }
  return text.subarray(0, at);
}
