/** Reads what a SockJS client sends in one WebSocket frame: a JSON array of strings, or one string. */

import { isPlain } from './literal.ts';

/** From this many bytes on, looking for anything special first is faster than the JSON parser. */
const LONG = 512;
const QUOTE = 0x22;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** The text is not what a SockJS client sends. */
export class MalformedFrame extends Error {}

/**
 * The messages of a frame; none for an empty one.
 * @throws MalformedFrame
 */
export function decodeFrame(frame: Buffer): readonly string[] {
  if (frame.length === 0) return [];
  if (frame.length >= LONG && isArrayOfOnePlain(frame))
    return [frame.toString('latin1', 2, frame.length - 2)];
  return decodeText(frame.toString('utf8'));
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

/** `["..."]` with nothing between the quotes that needs decoding. */
function isArrayOfOnePlain(frame: Buffer): boolean {
  return (
    frame[0] === OPEN_BRACKET &&
    frame[1] === QUOTE &&
    frame[frame.length - 2] === QUOTE &&
    frame[frame.length - 1] === CLOSE_BRACKET &&
    isPlain(frame.subarray(2, frame.length - 2))
  );
}

/** True when the UTF-8 form of `message` is longer than `maxBytes`. Counts only when it has to. */
export function exceedsBytes(message: string, maxBytes: number): boolean {
  if (message.length > maxBytes) return true;
  return message.length * 3 > maxBytes && Buffer.byteLength(message) > maxBytes;
}
