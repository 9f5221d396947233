/**
 * Takes the output out of an exec stream while its bytes are still in the memory that the socket reads into. A flood
 * comes as thousands of frames of 4 KiB; an object and fresh memory for each would cost more than reading them.
 * Whatever is not output in plain binary frames (the handshake, pings, the close) is left to the WebSocket library.
 * Source: RFC 6455, section 5.2.
 */

import { STDERR_CHANNEL, STDOUT_CHANNEL } from '#protocol/channels.ts';

export interface FrameTapListener {
  /** Output, cut anywhere. Valid during the call only. Never empty. */
  onOutput(bytes: Buffer): void;
  /** Bytes for the WebSocket library, in order. Valid during the call only. */
  onOther(bytes: Buffer): void;
}

type State =
  /** `matched` characters of the end of the headers were seen; `start` are the first bytes of all. */
  | { readonly kind: 'handshake'; matched: number; start: string }
  /** At the start of a frame, of which `head` holds what has come. */
  | { readonly kind: 'head'; readonly head: Buffer }
  | { readonly kind: 'payload'; readonly isOutput: boolean; left: number }
  /** Not upgraded: everything is the library's. */
  | { readonly kind: 'plain' };

const HEADERS_END = '\r\n\r\n';
const UPGRADED = 'HTTP/1.1 101';
const NOTHING = Buffer.alloc(0);
const FRAME_START: State = { kind: 'head', head: NOTHING };

/** FIN and the opcode for binary. */
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
  /** What came after the handshake, but before the library has said that it is open. */
  #early: Buffer = NOTHING;

  constructor(listener: FrameTapListener) {
    this.#listener = listener;
  }

  /** The library has taken the handshake: output may come from now on, also during this call. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const early = this.#early;
    this.#early = NOTHING;
    this.#readFrames(early, early.length);
  }

  /**
   * Everything that the peer sends goes through here, from the first byte on, cut anywhere.
   * @param length how many bytes of `bytes` it is: a view costs as much as reading a small frame
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

  /** Reads the start of a frame, its channel included; gives where its payload begins. */
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
  /** Bytes up to the payload, or up to the output in it. */
  readonly headBytes: number;
  readonly isOutput: boolean;
  readonly left: number;
}

/** What the bytes from `start` on say, the first of a frame; undefined: too few up to `end`. */
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
    // A mask is not for servers; the library says so, and its four bytes are as good as payload.
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
