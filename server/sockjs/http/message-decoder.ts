/**
 * Decodes a JSON array of strings chunk by chunk, so that a body of any length needs the memory of one message only.
 * Accepts exactly what `JSON.parse` accepts.
 */

import { exceedsBytes } from '../incoming.ts';

/** Why a body was refused. The protocol defines the texts of the first two. */
export type BodyFault = 'broken' | 'unexpected' | 'too-big' | 'too-many';

export class BodyError extends Error {
  readonly fault: BodyFault;

  constructor(fault: BodyFault) {
    super(fault === 'broken' ? 'Broken JSON encoding.' : 'Payload expected.');
    this.fault = fault;
  }
}

export interface DecoderLimits {
  readonly maxMessageBytes: number;
  readonly maxMessagesPerRequest: number;
}

type State = 'before' | 'first' | 'string' | 'after' | 'next' | 'done';

/** Maximum bytes of a literal for one byte of a message: `\u0000`. */
const WORST_ESCAPE = 6;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const WHITESPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
/** First characters of JSON values other than the expected one. */
const OTHER_VALUE = /[[{"\dtfn-]/;

export class MessageDecoder {
  readonly #limits: DecoderLimits;
  #state: State = 'before';
  #escaped = false;
  #literal: Buffer[] = [];
  #literalBytes = 0;
  #count = 0;
  #empty = true;

  constructor(limits: DecoderLimits) {
    this.#limits = limits;
  }

  /**
   * The messages completed by this chunk.
   * @throws BodyError; the decoder must not be used after it
   */
  push(chunk: Buffer): readonly string[] {
    const messages: string[] = [];
    if (chunk.length > 0) this.#empty = false;
    let position = 0;
    while (position < chunk.length) {
      position =
        this.#state === 'string'
          ? this.#readString(chunk, position, messages)
          : this.#readStructure(chunk, position);
    }
    return messages;
  }

  /** Call at the end of the body. @throws BodyError if the array is incomplete */
  finish(): void {
    if (this.#empty) throw new BodyError('unexpected');
    if (this.#state !== 'done') throw new BodyError('broken');
  }

  /** Consumes one byte between strings, or none at a quote. */
  #readStructure(chunk: Buffer, position: number): number {
    const byte = chunk[position] ?? 0;
    if (WHITESPACE.has(byte)) return position + 1;
    if (this.#state === 'before' && byte === OPEN_BRACKET) this.#state = 'first';
    else if (this.#state === 'first' && byte === CLOSE_BRACKET) this.#state = 'done';
    else if (this.#state === 'after' && byte === CLOSE_BRACKET) this.#state = 'done';
    else if (this.#state === 'after' && byte === COMMA) this.#state = 'next';
    else if ((this.#state === 'first' || this.#state === 'next') && byte === QUOTE)
      return this.#beginString(position);
    else throw new BodyError(this.#faultOf(byte));
    return position + 1;
  }

  #faultOf(byte: number): BodyFault {
    const valueDue = this.#state === 'before' || this.#state === 'first' || this.#state === 'next';
    return valueDue && OTHER_VALUE.test(String.fromCharCode(byte)) ? 'unexpected' : 'broken';
  }

  #beginString(position: number): number {
    if (++this.#count > this.#limits.maxMessagesPerRequest) throw new BodyError('too-many');
    this.#state = 'string';
    return position;
  }

  #readString(chunk: Buffer, start: number, messages: string[]): number {
    let position = this.#literalBytes === 0 ? start + 1 : start;
    for (; position < chunk.length; position++) {
      const byte = chunk[position];
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#keep(chunk.subarray(start, position + 1));
        messages.push(this.#takeMessage());
        return position + 1;
      }
    }
    this.#keep(chunk.subarray(start));
    return position;
  }

  #keep(part: Buffer): void {
    this.#literal.push(part);
    this.#literalBytes += part.length;
    if (this.#literalBytes > this.#limits.maxMessageBytes * WORST_ESCAPE + 2) throw new BodyError('too-big');
  }

  #takeMessage(): string {
    const literal = Buffer.concat(this.#literal, this.#literalBytes).toString('utf8');
    this.#literal = [];
    this.#literalBytes = 0;
    this.#state = 'after';
    const message = parseString(literal);
    if (exceedsBytes(message, this.#limits.maxMessageBytes)) throw new BodyError('too-big');
    return message;
  }
}

function parseString(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    throw new BodyError('broken');
  }
}
