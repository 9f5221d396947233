/**
 * Writes a recording, chunk by chunk. It knows no file: whoever owns it stores each chunk whole. What was given to it lies
 * in no file before its chunk is closed.
 */

import { beforeHash, fromHash } from '#protocol/recording/cast-lines.ts';
import { type CastHeader, writeCastHeader } from '#protocol/recording/recording-header.ts';
import { wholeCharacters } from '#server/terminal/output/utf8.ts';
import type { TerminalSize } from '#server/terminal/ports.ts';
import { CHAIN_START, ChainLink } from './chain.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import type { Signer } from './signing.ts';

/** Where a recording is: what its chunk lines say. */
export interface CastPosition {
  /** Chunks that are closed. */
  readonly chunks: number;
  /** Bytes of output, missing ones included. */
  readonly offset: number;
  /** Bytes of output that are missing. */
  readonly gaps: number;
  /** Milliseconds since the start. */
  readonly at: number;
  /** Head of the chain, in hex. */
  readonly hash: string;
}

export const CAST_START: CastPosition = { chunks: 0, offset: 0, gaps: 0, at: 0, hash: CHAIN_START };

/** A chunk that is closed: what the file grows by. */
export interface ClosedChunk {
  readonly bytes: Buffer;
  /** Give it back once the bytes are no longer needed, for a later chunk. */
  readonly memory: Buffer;
}

export interface CastWriterOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** When the recording began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Undefined: the end is not signed. */
  readonly signer?: Signer | undefined;
  /** Memory for the next chunk, such as a former one's; undefined: it takes new memory. */
  readonly memory?: (() => Buffer | undefined) | undefined;
  /** Where it goes on; undefined: at the start. */
  readonly position?: CastPosition | undefined;
}

/** Output that is gathered until it makes whole characters. */
const NOTHING = Buffer.alloc(0);

type Index = number;

export class CastWriter {
  readonly #options: CastWriterOptions;
  #position: CastPosition;
  #chunk: ChunkBuffer | undefined;
  /** Events in the open chunk. */
  #events: Index = 0;
  #raw: [Index, string][] = [];
  #gap: [Index, number, number][] = [];
  #state: Index[] = [];
  /** The beginning of a character whose end has not come. */
  #held: Buffer = NOTHING;

  constructor(options: CastWriterOptions) {
    this.#options = options;
    this.#position = options.position ?? CAST_START;
  }

  /** As of the last event. The hash is that of the last closed chunk. */
  get position(): CastPosition {
    return this.#position;
  }

  /** Bytes of output that were given or are missing, up to now. */
  get readBytes(): number {
    return this.#position.offset + this.#held.length;
  }

  /** Bytes of the open chunk; 0: there is none. */
  get openBytes(): number {
    return this.#chunk?.length ?? 0;
  }

  /** The first line. Before everything else, unless it goes on. */
  header(header: CastHeader): void {
    this.#open().text(`${writeCastHeader(header)}\n`);
  }

  /** What the process has written. Cut anywhere. */
  output(bytes: Uint8Array): void {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const whole = wholeCharacters(all);
    this.#held = whole === all.length ? NOTHING : Buffer.from(all.subarray(whole));
    if (whole > 0) this.#output(whole === all.length ? all : all.subarray(0, whole));
  }

  /** What follows was written at this window size. */
  resized({ cols, rows }: TerminalSize): void {
    this.#event('r', `${cols}x${rows}`);
  }

  /** A point in time with a label. */
  marker(label: string): void {
    this.#event('m', label);
  }

  /** Output between two offsets is missing. */
  skipped(from: number, to: number): void {
    this.#flushHeld();
    this.#gap.push([this.#events, from, to]);
    this.marker(`podshell: ${to - from} bytes of output are missing`);
    this.#position = { ...this.#position, offset: to, gaps: this.#position.gaps + to - from };
  }

  /** What brings a new terminal into the state in which the next output finds it. No output. */
  state(bytes: Uint8Array): void {
    this.#state.push(this.#events);
    this.#write(bytes);
  }

  /** Ends the open chunk; undefined: there is none. */
  close(): ClosedChunk | undefined {
    const chunk = this.#chunk;
    if (chunk === undefined) return undefined;
    const { chunks, ...position } = this.#position;
    const { hash: before, ...told } = position;
    const lists = { raw: this.#raw, gap: this.#gap, state: this.#state };
    const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
    const fields = { chunk: chunks, ...told, ...Object.fromEntries(filled) };
    const hash = sealed(chunk, before, beforeHash(fields));
    this.#position = { ...position, chunks: chunks + 1, hash };
    this.#chunk = undefined;
    this.#events = 0;
    this.#raw = [];
    this.#gap = [];
    this.#state = [];
    return { bytes: chunk.take(), memory: chunk.memory };
  }

  /**
   * Ends the recording. Nothing may be written afterwards.
   * @param cause why it ends
   * @param exitCode undefined: unknown
   */
  end(cause: string, exitCode: number | undefined): ClosedChunk {
    this.#flushHeld();
    if (exitCode !== undefined) this.#event('x', String(exitCode));
    const last = this.close();
    const { chunks, offset, gaps, hash: before } = this.#position;
    const line = new ChunkBuffer();
    const { signer } = this.#options;
    const key = signer === undefined ? {} : { key: signer.publicKey };
    const fields = { end: cause, chunks, offset, gaps, ...key };
    const hash = sealed(line, before, beforeHash(fields), (head) => signer?.sign(head));
    this.#position = { ...this.#position, hash };
    const bytes = line.take();
    if (last === undefined) return { bytes, memory: line.memory };
    return { bytes: Buffer.concat([last.bytes, bytes]), memory: last.memory };
  }

  #output(bytes: Uint8Array): void {
    const index = this.#events;
    if (!this.#write(bytes)) this.#raw.push([index, Buffer.from(bytes).toString('base64')]);
    const { offset } = this.#position;
    this.#position = { ...this.#position, offset: offset + bytes.length };
  }

  /** What will not become a character any more. */
  #flushHeld(): void {
    const held = this.#held;
    this.#held = NOTHING;
    if (held.length > 0) this.#output(held);
  }

  #write(bytes: Uint8Array): boolean {
    this.#events += 1;
    const chunk = this.#open();
    return chunk.output(this.#interval(), bytes);
  }

  #event(code: string, data: string): void {
    this.#events += 1;
    this.#open().text(`[${this.#interval()},"${code}",${JSON.stringify(data)}]\n`);
  }

  #open(): ChunkBuffer {
    this.#chunk ??= new ChunkBuffer(this.#options.memory?.());
    return this.#chunk;
  }

  /** Since the event before, in seconds with three digits. A clock that goes back stands still for a while. */
  #interval(): string {
    const { now, startedAt } = this.#options;
    const before = this.#position.at;
    const at = Math.max(before, Math.round(now() - startedAt));
    this.#position = { ...this.#position, at };
    const ms = at - before;
    return `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`;
  }
}

/** Ends a piece of the file with its hash. @returns the hash */
function sealed(
  chunk: ChunkBuffer,
  before: string,
  fields: string,
  sign: (hash: string) => string | undefined = () => undefined,
): string {
  chunk.text(fields);
  const link = new ChainLink(before);
  link.update(chunk.take());
  const hash = link.digest();
  chunk.text(fromHash(hash, sign(hash)));
  return hash;
}
