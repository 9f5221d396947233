/**
 * Messages of the channel protocol: a channel byte, then the payload. In the base64 protocol the channel is an ASCII
 * digit and the payload is base64 text.
 */

import { HEADROOM } from '../process/process.ts';
import type { Subprotocol } from './subprotocols.ts';

/** Size limit of a message with its channel byte. Source: recordings (31 MiB pass, 33 MiB do not). */
export const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

export interface ChannelMessage {
  readonly channel: number;
  readonly payload: Buffer;
}

const FIRST_DIGIT = 48;
/** FIN bit and opcode 2 (binary). */
const BINARY_FRAME = 0x82;
const SHORT_LIMIT = 126;
const LONG_LIMIT = 65_536;

/** Channel and payload; undefined for an empty message or, in base64, one that does not start with a digit. */
export function decodeMessage(
  encoding: Subprotocol['encoding'],
  message: Buffer,
): ChannelMessage | undefined {
  const first = message[0];
  if (first === undefined) return undefined;
  if (encoding === 'binary') return { channel: first, payload: message.subarray(1) };
  const channel = first - FIRST_DIGIT;
  if (channel < 0 || channel > 9) return undefined;
  return { channel, payload: Buffer.from(message.toString('latin1', 1), 'base64') };
}

/** The message for a WebSocket library: bytes for a binary frame, a string for a text frame. */
export function encodeMessage(
  encoding: Subprotocol['encoding'],
  channel: number,
  payload: Buffer,
): Buffer | string {
  if (encoding === 'base64') return `${channel}${payload.toString('base64')}`;
  return Buffer.concat([Buffer.of(channel), payload]);
}

/**
 * A whole unmasked WebSocket frame. Its header is written into the `HEADROOM` bytes before `payload`, without a copy.
 * The payload has at most 65,534 bytes.
 */
export function frameInPlace(channel: number, payload: Buffer): Buffer {
  const length = payload.length + 1;
  if (length >= LONG_LIMIT) throw new RangeError('The payload does not fit a frame with a two-byte length');
  const headerBytes = length < SHORT_LIMIT ? 3 : HEADROOM;
  const frame = Buffer.from(payload.buffer, payload.byteOffset - headerBytes, payload.length + headerBytes);
  frame[0] = BINARY_FRAME;
  if (length < SHORT_LIMIT) {
    frame[1] = length;
    frame[2] = channel;
  } else {
    frame[1] = SHORT_LIMIT;
    frame[2] = length >> 8;
    frame[3] = length & 0xff;
    frame[4] = channel;
  }
  return frame;
}
