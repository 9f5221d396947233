/**
 * Reads the output of an exec stream directly from the buffer that the socket reads into. Heavy output comes as
 * thousands of frames of 4 KiB; an object and a buffer for each would cost more than parsing them. Everything except
 * output in plain binary frames (handshake, pings, close) goes to the WebSocket library.
 * Source: RFC 6455, section 5.2.
 */

import { STDERR_CHANNEL, STDOUT_CHANNEL } from '#protocol/channels.ts';

export interface FrameTapListener {
  /** A chunk of output, of any size. Valid only during the call. Never empty. */
  onOutput(bytes: Buffer): void;
  /** Bytes for the WebSocket library, in order. Valid only during the call. */
  onOther(bytes: Buffer): void;
}

type State =
  /** `matched` characters of HEADERS_END were read so far; `start` is the beginning of the response. */
  | { readonly kind: 'handshake'; matched: number; start: string }
  /** At the start of a frame; `head` has the bytes received so far. */
  | { readonly kind: 'head'; readonly head: Buffer }
  | { readonly kind: 'payload'; readonly isOutput: boolean; left: number }
  /** Not upgraded: everything goes to the library. */
  | { readonly kind: 'plain' };

const HEADERS_END = '\r\n\r\n';
const UPGRADED = 'HTTP/1.1 101';
const NOTHING = Buffer.alloc(0);
const FRAME_START: State = { kind: 'head', head: NOTHING };

/** FIN bit and the opcode for binary. */
const WHOLE_BINARY = 0x82;
const MASKED = 0x80;
const TWO_BYTE_LENGTH = 126;
const EIGHT_BYTE_LENGTH = 127;
/** Flags, length, mask and channel. */
const LONGEST_HEAD = 15;

export class FrameTap {
  readonly #listener: FrameTapListener;
  #state: State = { kind: 'handshake', matched: 0, start: '' };
  #isOpen = false;
  /** Bytes received after the handshake, but before the library has emitted `open`. */
  #early: Buffer = NOTHING;

  constructor(listener: FrameTapListener) {
    this.#listener = listener;
  }

  /** Call when the library has accepted the handshake. Output may come from now on, even during this call. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const early = this.#early;
    this.#early = NOTHING;
    this.#readFrames(early, early.length);
  }

  /**
   * Takes everything that the peer sends, from the first byte on, in chunks of any size.
   * @param length use only so many bytes of `bytes`; creating a view costs as much as parsing a small frame
   */
  push(bytes: Buffer, length = bytes.length): void {
    switch (this.#state.kind) {
      case 'handshake':
        this.#readHandshake(bytes.subarray(0, length), this.#state);
        return;
      case 'plain':
        this.#listener.onOther(bytes.subarray(0, length));
        return;
      case 'head':
      case 'payload':
        if (this.#isOpen) this.#readFrames(bytes, length);
        else this.#early = Buffer.concat([this.#early, bytes.subarray(0, length)]);
    }
  }

  #readHandshake(bytes: Buffer, state: Extract<State, { kind: 'handshake' }>): void {
    if (state.start.length < UPGRADED.length) {
      state.start += bytes.toString('latin1', 0, UPGRADED.length - state.start.length);
    }
    let at = 0;
    while (at < bytes.length && state.matched < HEADERS_END.length) {
      const byte = bytes[at++];
      if (byte === HEADERS_END.charCodeAt(state.matched)) state.matched += 1;
      else state.matched = byte === HEADERS_END.charCodeAt(0) ? 1 : 0;
    }
    if (state.matched < HEADERS_END.length) {
      this.#listener.onOther(bytes);
      return;
    }
    if (state.start !== UPGRADED) {
      this.#state = { kind: 'plain' };
      this.#listener.onOther(bytes);
      return;
    }
    this.#state = FRAME_START;
    this.#listener.onOther(bytes.subarray(0, at));
    if (at < bytes.length) this.push(bytes.subarray(at));
  }

  #readFrames(bytes: Buffer, length: number): void {
    let at = 0;
    while (at < length) {
      const state = this.#state;
      if (state.kind === 'payload') {
        const end = Math.min(length, at + state.left);
        const piece = bytes.subarray(at, end);
        state.left -= end - at;
        at = end;
        if (state.left === 0) this.#state = FRAME_START;
        if (state.isOutput) this.#listener.onOutput(piece);
        else this.#listener.onOther(piece);
      } else if (state.kind === 'head') at = this.#readHead(bytes, at, length, state.head);
      else return;
    }
  }

  /** Reads the start of a frame including the channel; returns the position of the payload. */
  #readHead(bytes: Buffer, at: number, length: number, held: Buffer): number {
    const isNew = held.length === 0;
    const head = isNew
      ? bytes
      : Buffer.concat([held, bytes.subarray(at, Math.min(length, at + LONGEST_HEAD))]);
    const start = isNew ? at : 0;
    const end = isNew ? length : head.length;
    const frame = measure(head, start, end);
    if (frame === undefined) {
      this.#state = { kind: 'head', head: Buffer.from(head.subarray(start, end)) };
      return length;
    }
    const { headBytes, isOutput, left } = frame;
    this.#state = left === 0 ? FRAME_START : { kind: 'payload', isOutput, left };
    if (!isOutput) this.#listener.onOther(head.subarray(start, start + headBytes));
    return at + headBytes - held.length;
  }
}

interface FrameHead {
  /** Bytes before the payload, including the channel byte if it is output. */
  readonly headBytes: number;
  readonly isOutput: boolean;
  readonly left: number;
}

/** Parses the frame header at `start`; undefined if there are too few bytes before `end`. */
function measure(bytes: Buffer, start: number, end: number): FrameHead | undefined {
  if (end - start < 2) return undefined;
  const first = bytes[start] as number;
  const second = bytes[start + 1] as number;
  const isMasked = second >= MASKED;
  const short = second & ~MASKED;
  const lengthBytes = short === EIGHT_BYTE_LENGTH ? 8 : short === TWO_BYTE_LENGTH ? 2 : 0;
  let headBytes = 2 + lengthBytes;
  if (end - start < headBytes) return undefined;
  let left = short;
  if (lengthBytes === 2) left = bytes.readUInt16BE(start + 2);
  else if (lengthBytes === 8) left = Number(bytes.readBigUInt64BE(start + 2));
  if (isMasked || first !== WHOLE_BINARY || left === 0) {
    // Servers must not mask; the library reports that. Treat the four bytes of the mask as payload.
    return { headBytes, isOutput: false, left: isMasked ? left + 4 : left };
  }
  if (end - start === headBytes) return undefined;
  const channel = bytes[start + headBytes];
  const isOutput = channel === STDOUT_CHANNEL || channel === STDERR_CHANNEL;
  if (isOutput) {
    headBytes += 1;
    left -= 1;
  }
  return { headBytes, isOutput, left };
}
