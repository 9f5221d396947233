/**
 * Frames between two replicas for the browser connections that one relays to the other: `type (1 byte), channel (4), payload
 * length (4), payload`; numbers are big-endian. A channel is one browser connection, numbered by the replica that opens it
 * and never used again on the same link.
 */

import type { FrameMemory } from '#server/sockjs/frame-memory.ts';

/** What a frame says of its channel. */
export type RelayFrame =
  /** From the front, first: who sends, see {@link Opening}. As text. */
  | { readonly kind: 'open'; readonly channel: number; readonly opening: string }
  /** One message, either way. `bytes` is what it counts for in flow control. */
  | { readonly kind: 'text'; readonly channel: number; readonly text: string; readonly bytes: number }
  /** One message from the owner as a JSON string literal in UTF-8. Valid during the call only. */
  | { readonly kind: 'literal'; readonly channel: number; readonly literal: Uint8Array }
  /** The sender has passed on so many bytes of messages, and may be sent as many more. Either way. */
  | { readonly kind: 'credit'; readonly channel: number; readonly bytes: number }
  /** From the owner: the front shall close the browser's connection. No messages follow. */
  | { readonly kind: 'close'; readonly channel: number; readonly code: number; readonly reason: string }
  /** From the front, last: the browser's connection is gone. `delivered`: it had everything that was sent. */
  | { readonly kind: 'closed'; readonly channel: number; readonly delivered: boolean };

/** What reading throws, and nothing else: the other end is no replica, or broken. */
export class RelayFrameError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RelayFrameError';
  }
}

const OPEN = 1;
const TEXT = 2;
/** Text that UTF-8 would change, because it holds half a surrogate pair: as UTF-16, little-endian. */
const TEXT_UTF16 = 3;
const LITERAL = 4;
const CREDIT = 5;
const CLOSE = 6;
const CLOSED = 7;

const HEAD_BYTES = 9;
/** A message of 1 MiB from a browser takes three times as much at most, and one from a process six times 64 KiB. */
const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;
/** Room for an incomplete frame: most output, and what is kept of it. */
const HELD_BYTES = 160 * 1024;
const LARGEST_KEPT_BYTES = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/** Collects frames that are sent together. */
export class FrameWriter {
  readonly #memory: FrameMemory;
  #bytes: Buffer = NOTHING;
  #length = 0;

  constructor(memory: FrameMemory) {
    this.#memory = memory;
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  open(channel: number, opening: string): void {
    this.#addString(OPEN, channel, opening, 'utf8');
  }

  /** @returns what the message counts for in flow control */
  text(channel: number, text: string): number {
    return text.isWellFormed()
      ? this.#addString(TEXT, channel, text, 'utf8')
      : this.#addString(TEXT_UTF16, channel, text, 'utf16le');
  }

  /** @returns what the message counts for in flow control */
  literal(channel: number, literal: Uint8Array): number {
    const at = this.#begin(LITERAL, channel, literal.length);
    this.#bytes.set(literal, at);
    return literal.length;
  }

  credit(channel: number, bytes: number): void {
    const at = this.#begin(CREDIT, channel, 4);
    this.#bytes.writeUInt32BE(bytes, at);
  }

  close(channel: number, code: number, reason: string): void {
    const at = this.#begin(CLOSE, channel, 2 + Buffer.byteLength(reason));
    this.#bytes.writeUInt16BE(code, at);
    this.#bytes.write(reason, at + 2, 'utf8');
  }

  closed(channel: number, delivered: boolean): void {
    const at = this.#begin(CLOSED, channel, 1);
    this.#bytes[at] = delivered ? 1 : 0;
  }

  /** All frames. The writer is empty afterwards; the caller gives the buffer back to the memory. */
  take(): Buffer {
    const frames = this.#bytes.subarray(0, this.#length);
    this.#bytes = NOTHING;
    this.#length = 0;
    return frames;
  }

  #addString(type: number, channel: number, text: string, encoding: 'utf8' | 'utf16le'): number {
    const bytes = Buffer.byteLength(text, encoding);
    const at = this.#begin(type, channel, bytes);
    this.#bytes.write(text, at, encoding);
    return bytes;
  }

  /** Writes the head, and gives where the payload begins. */
  #begin(type: number, channel: number, payloadBytes: number): number {
    const head = this.#length;
    const payload = head + HEAD_BYTES;
    const needed = payload + payloadBytes;
    if (needed > this.#bytes.length) this.#bytes = this.#memory.grow(this.#bytes, this.#length, needed);
    this.#bytes[head] = type;
    this.#bytes.writeUInt32BE(channel, head + 1);
    this.#bytes.writeUInt32BE(payloadBytes, head + 5);
    this.#length = needed;
    return payload;
  }
}

/** Reads frames from bytes that come in pieces of any size. */
export class FrameReader {
  readonly #onFrame: (frame: RelayFrame) => void;
  /** The beginning of a frame whose rest has not come. Used again for the next. */
  #held: Buffer = NOTHING;
  #heldBytes = 0;

  /** @param onFrame called with each frame in order, but for those of an unknown type: the other end may be newer */
  constructor(onFrame: (frame: RelayFrame) => void) {
    this.#onFrame = onFrame;
  }

  /**
   * Takes the next bytes, of which nothing is kept that is not copied.
   * @throws RelayFrameError
   */
  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      const end = this.#heldBytes === 0 ? frameEnd(bytes, at) : undefined;
      if (end !== undefined && end <= bytes.length) {
        this.#read(bytes.subarray(at, end));
        at = end;
      } else at = this.#hold(bytes, at);
    }
  }

  /** Adds to the frame that is held, as much as belongs to it. @returns where the rest begins */
  #hold(bytes: Buffer, at: number): number {
    const wanted = frameEnd(this.#held.subarray(0, this.#heldBytes), 0) ?? HEAD_BYTES;
    const end = Math.min(bytes.length, at + wanted - this.#heldBytes);
    this.#reserve(wanted);
    bytes.copy(this.#held, this.#heldBytes, at, end);
    this.#heldBytes += end - at;
    const frame = this.#held.subarray(0, this.#heldBytes);
    if (frameEnd(frame, 0) === this.#heldBytes) {
      this.#heldBytes = 0;
      this.#read(frame);
      if (this.#held.length > LARGEST_KEPT_BYTES) this.#held = NOTHING;
    }
    return end;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#held.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(bytes, HELD_BYTES));
    this.#held.copy(grown, 0, 0, this.#heldBytes);
    this.#held = grown;
  }

  #read(frame: Buffer): void {
    const read = readFrame(frame.readUInt8(0), frame.readUInt32BE(1), frame.subarray(HEAD_BYTES));
    if (read !== undefined) this.#onFrame(read);
  }
}

/** Where the frame that begins at an offset ends; undefined while its head is not whole. @throws RelayFrameError */
function frameEnd(bytes: Buffer, at: number): number | undefined {
  if (bytes.length - at < HEAD_BYTES) return undefined;
  const payloadBytes = bytes.readUInt32BE(at + 5);
  if (payloadBytes > MAX_PAYLOAD_BYTES) throw new RelayFrameError('A frame is too large');
  return at + HEAD_BYTES + payloadBytes;
}

function readFrame(type: number, channel: number, payload: Buffer): RelayFrame | undefined {
  switch (type) {
    case OPEN:
      return { kind: 'open', channel, opening: payload.toString('utf8') };
    case TEXT:
      return { kind: 'text', channel, text: payload.toString('utf8'), bytes: payload.length };
    case TEXT_UTF16:
      expectLength(payload.length % 2 === 0);
      return { kind: 'text', channel, text: payload.toString('utf16le'), bytes: payload.length };
    case LITERAL:
      return { kind: 'literal', channel, literal: payload };
    case CREDIT:
      expectLength(payload.length === 4);
      return { kind: 'credit', channel, bytes: payload.readUInt32BE(0) };
    case CLOSE:
      expectLength(payload.length >= 2);
      return {
        kind: 'close',
        channel,
        code: payload.readUInt16BE(0),
        reason: payload.toString('utf8', 2),
      };
    case CLOSED:
      expectLength(payload.length === 1);
      return { kind: 'closed', channel, delivered: payload[0] === 1 };
    default:
      return undefined;
  }
}

function expectLength(isRight: boolean): void {
  if (!isRight) throw new RelayFrameError('A frame has a payload of another length');
}
