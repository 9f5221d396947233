/** Builds the message frame `a["one","two"]`, as a WebSocket frame, for all messages sent in one turn. */

import type { FrameMemory } from './frame-memory.ts';
import { isPlain, quote } from './literal.ts';
import { MAX_HEAD_BYTES, writeTextHead } from './websocket/text-head.ts';

/** From this many characters on, it is faster to write the text and scan its bytes than to build a literal. */
const LONG = 512;
const OPEN_QUOTE = 0x22;
const COMMA = 0x2c;
const CLOSE_BRACKET = 0x5d;
const FRAME_START = Buffer.from('a[');
/** Offset of the payload, after room for the frame head. */
const PAYLOAD = MAX_HEAD_BYTES;
const NOTHING = Buffer.alloc(0);

/** One frame under construction. */
export class MessageFrame {
  readonly #memory: FrameMemory;
  #bytes: Buffer = NOTHING;
  /** Offset of the next byte; 0 while the frame is empty. */
  #length = 0;

  constructor(memory: FrameMemory) {
    this.#memory = memory;
  }

  /** Bytes so far; 0 while the frame is empty. */
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

  /** The finished frame with its head. The builder is empty afterwards; the caller returns the buffer to the memory. */
  take(): Buffer {
    this.#bytes[this.#length] = CLOSE_BRACKET;
    const end = this.#length + 1;
    const frame = this.#bytes.subarray(writeTextHead(this.#bytes, PAYLOAD, end), end);
    this.#bytes = NOTHING;
    this.#length = 0;
    return frame;
  }

  /** Writes a message that needs no escapes; false, with nothing written, if it needs some. */
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

  /** Makes room for a literal of at most `bytes` bytes and writes the bracket or comma before it. */
  #begin(bytes: number): void {
    this.#reserve(bytes + PAYLOAD + FRAME_START.length + 1);
    if (this.#length === 0) this.#length = PAYLOAD + FRAME_START.copy(this.#bytes, PAYLOAD);
    else this.#bytes[this.#length++] = COMMA;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed > this.#bytes.length) this.#bytes = this.#memory.grow(this.#bytes, this.#length, needed);
  }
}
