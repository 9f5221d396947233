/** Builds message frames, `a["one","two"]`, as WebSocket frames, for all messages that are sent in one go. */

import type { FrameMemory } from './frame-memory.ts';
import { isPlain, quote } from './literal.ts';
import { MAX_HEAD_BYTES, writeTextHead } from './websocket/text-head.ts';

/** From this many characters on, writing first and looking at the bytes is faster than building a literal. */
const LONG = 512;
const MIN_CAPACITY = 256;
const OPEN_QUOTE = 0x22;
const COMMA = 0x2c;
const CLOSE_BRACKET = 0x5d;
const FRAME_START = Buffer.from('a[');
/** Where the payload begins: before it is room for the head, which tells its length. */
const PAYLOAD = MAX_HEAD_BYTES;
const NOTHING = Buffer.alloc(0);

/** One frame under construction. */
export class MessageFrame {
  readonly #memory: FrameMemory;
  #bytes: Buffer = NOTHING;
  /** Where the next byte goes; 0 while it holds no message. */
  #length = 0;

  constructor(memory: FrameMemory) {
    this.#memory = memory;
  }

  /** Bytes so far; 0 while it holds no message. */
  get length(): number {
    return this.#length;
  }

  addMessage(message: string): void {
    if (message.length >= LONG && this.#addPlain(message)) return;
    const literal = quote(message);
    this.#begin(literal.length < LONG ? literal.length * 3 : Buffer.byteLength(literal));
    this.#length += this.#bytes.write(literal, this.#length, 'utf8');
  }

  addLiteral(literal: Uint8Array): void {
    this.#begin(literal.length);
    this.#bytes.set(literal, this.#length);
    this.#length += literal.length;
  }

  /** The finished frame, head included, for the memory to get back. The builder is empty afterwards and does not touch it again. */
  take(): Buffer {
    this.#bytes[this.#length] = CLOSE_BRACKET;
    const end = this.#length + 1;
    const frame = this.#bytes.subarray(writeTextHead(this.#bytes, PAYLOAD, end), end);
    this.#bytes = NOTHING;
    this.#length = 0;
    return frame;
  }

  /** Writes a message that needs no escape; false, with nothing written, when it does. */
  #addPlain(message: string): boolean {
    const before = this.#length;
    this.#begin(message.length + 2);
    const start = this.#length + 1;
    const end = start + this.#bytes.write(message, start, message.length, 'utf8');
    if (end - start !== message.length || !isPlain(this.#bytes.subarray(start, end))) {
      this.#length = before;
      return false;
    }
    this.#bytes[start - 1] = OPEN_QUOTE;
    this.#bytes[end] = OPEN_QUOTE;
    this.#length = end + 1;
    return true;
  }

  /** Makes room for a literal of at most `bytes`, and writes what stands before it. */
  #begin(bytes: number): void {
    this.#reserve(bytes + PAYLOAD + FRAME_START.length + 1);
    if (this.#length === 0) this.#length = PAYLOAD + FRAME_START.copy(this.#bytes, PAYLOAD);
    else this.#bytes[this.#length++] = COMMA;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const grown = this.#memory.take(Math.max(needed, this.#bytes.length * 2, MIN_CAPACITY));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#memory.give(this.#bytes);
    this.#bytes = grown;
  }
}
