/** The close frame `c[code,"reason"]`, its codes, and the WebSocket close code for each. */

import { quote } from './literal.ts';

export interface CloseReason {
  readonly code: number;
  readonly reason: string;
}

/** A second receiver came for a session that has one. */
export const ANOTHER_CONNECTION: CloseReason = { code: 2010, reason: 'Another connection still open' };
/** The application failed. */
export const INTERNAL_ERROR: CloseReason = { code: 1011, reason: 'Internal error' };
/** The application kept sending although `send` returned false. */
export const QUEUE_FULL: CloseReason = { code: 1008, reason: 'Too much unsent data' };
/** More messages in one frame or body than the limit. */
export const TOO_MANY_MESSAGES: CloseReason = { code: 1008, reason: 'Too many messages at once' };
/** Closes a WebSocket, without a SockJS frame, when its text is not JSON. Same as in the reference server. */
export const BROKEN_FRAMING: CloseReason = { code: 3000, reason: 'Broken framing.' };

const MEBIBYTE = 1024 * 1024;

/** A message was larger than `maxBytes`. */
export function messageTooBig(maxBytes: number): CloseReason {
  const size = maxBytes % MEBIBYTE === 0 ? `${maxBytes / MEBIBYTE} MiB` : `${maxBytes} bytes`;
  return { code: 1009, reason: `Message is larger than ${size}` };
}

export function closeFrame({ code, reason }: CloseReason): string {
  return `c[${code},${quote(reason)}]`;
}

/** RFC 6455, 5.5: a control frame has at most 125 bytes, two of them for the code. */
const MAX_REASON_BYTES = 123;

/** The WebSocket close after the close frame. Codes that RFC 6455 does not allow become 1000. */
export function webSocketClose({ code, reason }: CloseReason): CloseReason {
  return { code: isWebSocketCode(code) ? code : 1000, reason: truncate(reason, MAX_REASON_BYTES) };
}

/** RFC 6455, 7.4: 1004 to 1006 are reserved, 1015 is never sent, 3000 to 4999 belong to applications. */
function isWebSocketCode(code: number): boolean {
  if (!Number.isInteger(code)) return false;
  if (code >= 3000) return code <= 4999;
  return code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
}

/** The longest prefix of at most `maxBytes` UTF-8 bytes that ends between characters. */
function truncate(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maxBytes));
  return text.slice(0, read);
}
