/** Decodes one WebSocket frame of a SockJS client: a JSON array of strings, or one string. */

import { isPlain } from './literal.ts';

/** From this many bytes on, a scan for special characters is faster than the JSON parser. */
const LONG = 512;
/** Up to this many bytes (a key press), a byte loop is faster than starting the JSON parser. */
const SHORT = 128;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** The text is not a valid SockJS client frame. */
export class MalformedFrame extends Error {}

/**
 * The messages of a frame; an empty frame has none.
 * @throws MalformedFrame
 */
export function decodeFrame(frame: Buffer): readonly string[] {
  if (frame.length === 0) return [];
  const short = frame.length <= SHORT ? decodeShort(frame) : undefined;
  if (short !== undefined) return [short];
  if (frame.length >= LONG && isArrayOfOnePlain(frame))
    return [frame.toString('latin1', 2, frame.length - 2)];
  return decodeText(frame.toString('utf8'));
}

/** The message of an ASCII frame `["..."]` without escapes other than `\\"`; undefined for any other frame. */
function decodeShort(frame: Buffer): string | undefined {
  const end = frame.length - 2;
  const isArrayOfOne =
    end >= 2 &&
    frame[0] === OPEN_BRACKET &&
    frame[1] === QUOTE &&
    frame[end] === QUOTE &&
    frame[end + 1] === CLOSE_BRACKET;
  if (!isArrayOfOne) return undefined;
  const message = Buffer.allocUnsafe(end);
  let length = 0;
  for (let at = 2; at < end; at += 1) {
    let byte = frame[at] as number;
    if (byte === BACKSLASH) {
      at += 1;
      byte = frame[at] as number;
      if (byte !== QUOTE || at === end) return undefined;
    } else if (byte === QUOTE || byte < 0x20 || byte > 0x7e) return undefined;
    message[length++] = byte;
  }
  return message.toString('latin1', 0, length);
}

function decodeText(text: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedFrame('Broken JSON encoding.');
  }
  if (typeof value === 'string') return [value];
  if (isStrings(value)) return value;
  throw new MalformedFrame('Payload expected.');
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** True for `["..."]` with nothing to unescape between the quotes. */
function isArrayOfOnePlain(frame: Buffer): boolean {
  return (
    frame[0] === OPEN_BRACKET &&
    frame[1] === QUOTE &&
    frame[frame.length - 2] === QUOTE &&
    frame[frame.length - 1] === CLOSE_BRACKET &&
    isPlain(frame.subarray(2, frame.length - 2))
  );
}

/** True if the UTF-8 form of `message` is longer than `maxBytes`. Counts bytes only if the length does not decide. */
export function exceedsBytes(message: string, maxBytes: number): boolean {
  if (message.length > maxBytes) return true;
  return message.length * 3 > maxBytes && Buffer.byteLength(message) > maxBytes;
}
