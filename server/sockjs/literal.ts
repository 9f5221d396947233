/**
 * JSON string literals that are safe on every SockJS transport: characters that browsers mangle are written as
 * `\uXXXX` too. Source: "JSON Unicode Encoding" of the SockJS protocol.
 */

import { isAscii } from 'node:buffer';

/** Characters that SockJS escapes and JSON does not. Includes all surrogates, as in the reference server. */
const ESCAPABLE = /[\u200c-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufff0-\uffff]/g;
const HAS_ESCAPABLE = new RegExp(ESCAPABLE.source);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The literal of a message, with its quotes. */
export function quote(message: string): string {
  const literal = JSON.stringify(message);
  return HAS_ESCAPABLE.test(literal) ? literal.replace(ESCAPABLE, escapeUnit) : literal;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** True if the bytes are ASCII without control characters, quotes and backslashes, so that they need no escape. */
export function isPlain(bytes: Buffer): boolean {
  return isAscii(bytes) && !bytes.includes(QUOTE) && !bytes.includes(BACKSLASH) && !hasAsciiControl(bytes);
}

/** Bytes that one step of the search checks. */
const STEP = 16;
/** Below this many bytes the search in steps does not pay. */
const SHORT = 2 * STEP;

/**
 * Finds a byte below 0x20 in ASCII. Such a byte has neither bit 0x40 nor bit 0x20, so its bit 0x40 is clear in
 * `word | word << 1`. This is the hot loop for large messages: four words per step take two thirds of the time of one.
 */
function hasAsciiControl(bytes: Buffer): boolean {
  if (bytes.length < SHORT) return hasControlBetween(bytes, 0, bytes.length);
  const head = -bytes.byteOffset & 3;
  const steps = Math.floor((bytes.length - head) / STEP);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, steps * 4);
  const tail = head + steps * STEP;
  if (hasControlBetween(bytes, 0, head) || hasControlBetween(bytes, tail, bytes.length)) return true;
  let all = -1;
  for (let index = 0; index < words.length; index += 4) {
    const first = words[index] ?? 0;
    const second = words[index + 1] ?? 0;
    const third = words[index + 2] ?? 0;
    const fourth = words[index + 3] ?? 0;
    all &=
      (first | (first << 1)) & (second | (second << 1)) & (third | (third << 1)) & (fourth | (fourth << 1));
  }
  return (all & 0x40404040) !== 0x40404040;
}

function hasControlBetween(bytes: Buffer, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    if ((bytes[index] ?? 0) < 0x20) return true;
  }
  return false;
}
