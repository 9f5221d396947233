/**
 * Records one shell: a reader of its session that writes chunks to the spool and tells the shipper. A slow disk or a full
 * spool makes it lose output, which it counts and marks; it never holds up the shell.
 */

import type { CastHeader } from '#protocol/recording/recording-header.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { ShellEnd, TerminalSize } from '#server/terminal/ports.ts';
import type { RawSink } from '#server/terminal/reader/raw-reader.ts';
import type { Backlog, BacklogPart } from './backlog.ts';
import { type CastPosition, CastWriter, type ClosedChunk } from './cast/cast-writer.ts';
import type { ChunkMemory } from './cast/chunk-memory.ts';
import type { Signer } from './cast/signing.ts';
import type { OpenedRecording, Shipper, StoredMeta } from './ports.ts';
import type { Spool } from './spool/spool.ts';

/** A chunk is closed once its lines take so many bytes, or once it is so old, in milliseconds. */
const CHUNK_BYTES = 64 * 1024;
const CHUNK_MS = 1000;

/** In a flood, so much is written at once: a write costs the same however large it is. */
const WRITE_BYTES = 1024 * 1024;

/** After a stall, at most so much is written at once: what is written makes room. */
const MOST_WRITE_BYTES = 4 * 1024 * 1024;

/** Between two tries to write what the disk has not taken, in milliseconds. */
const RETRY_MS = 1000;

export interface RecorderOptions {
  /** As it is when the process comes up. */
  readonly opened: OpenedRecording;
  readonly spool: Spool;
  readonly shipper: Shipper;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly memory: ChunkMemory;
  readonly backlog: Backlog;
  readonly signer: Signer | undefined;
  /** The spool has the recording already, and the store knows of it. */
  readonly isOpen: boolean;
  /** The first line, but for the window size. */
  readonly header: (size: TerminalSize) => CastHeader;
  /** There is room again after {@link RawSink.write} said that there is none. */
  readonly onDrained: () => void;
  /** Output is missing, or will be. */
  readonly onLoss: () => void;
  /** The disk has not taken a chunk; it is tried again. */
  readonly onFailed: () => void;
}

/** How a recording ended. */
export interface RecordingEnd {
  /** Head of the chain, in hex. */
  readonly hash: string;
  /** Resolves when the spool has all of it, or it is given up. */
  readonly kept: Promise<void>;
}

export class Recorder implements RawSink {
  readonly #options: RecorderOptions;
  readonly #writer: CastWriter;
  #isOpen: boolean;
  #hasHeader = false;
  #isFull = false;
  /** The process's end has come, so that nothing more is read. */
  #isRead = false;
  #bytes = 0;
  /** Chunks that wait for the disk, each with where the recording is at its end. */
  readonly #waiting: { readonly chunk: ClosedChunk; readonly position: CastPosition }[] = [];
  readonly #backlog: BacklogPart;
  #writing: Promise<void> | undefined;
  /** The disk has not taken the last write. */
  #isFailing = false;
  /** What waits is old enough to be written, however little it is. */
  #isDue = false;
  #cancelRetry = () => {};
  #cancelChunk: (() => void) | undefined;
  #givenUp = false;
  #onEnded = () => {};
  #closed = Promise.resolve();
  /** Of a wait for the next try. */
  #endWait = () => {};

  constructor(options: RecorderOptions) {
    const { clock, memory, opened, signer } = options;
    this.#options = options;
    this.#isOpen = options.isOpen;
    this.#backlog = options.backlog.part();
    this.#writer = new CastWriter({
      now: () => clock.now(),
      startedAt: opened.meta.startedAt,
      signer,
      memory: () => memory.take(),
    });
  }

  /** True once everything was read of the session. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** Called once when everything was read. */
  set onRead(listener: () => void) {
    this.#onEnded = listener;
  }

  write(bytes: Uint8Array): boolean {
    this.#writer.output(bytes);
    this.#afterEvent();
    this.#isFull = this.#backlog.isFull();
    return !this.#isFull;
  }

  resized(size: TerminalSize): void {
    if (this.#hasHeader) this.#writer.resized(size);
    else {
      this.#hasHeader = true;
      this.#writer.header(this.#options.header(size));
    }
    this.#afterEvent();
  }

  skipped(from: number, to: number): void {
    this.#writer.skipped(from, to);
    this.#options.onLoss();
    this.#afterEvent();
  }

  modes(bytes: Uint8Array): void {
    this.#writer.state(bytes);
    this.#afterEvent();
  }

  /** A point in time between what was written and what will be. */
  marker(label: string): void {
    this.#writer.marker(label);
    this.#afterEvent();
  }

  ended(_end: ShellEnd | undefined): void {
    this.#isRead = true;
    this.#onEnded();
  }

  /**
   * Ends the recording. Nothing is read afterwards.
   * @param cause as in the audit log
   * @param offset bytes that the process has written: what was not read of them is missing
   */
  finish(cause: string, exitCode: number | undefined, offset: number): RecordingEnd {
    this.#isRead = true;
    this.#cancelChunk?.();
    const read = this.#writer.readBytes;
    if (read < offset) this.skipped(read, offset);
    if (!this.#hasHeader) this.resized({ cols: 80, rows: 24 });
    this.#queue(this.#writer.end(cause, exitCode));
    const { hash } = this.#writer.position;
    this.#closed = this.#whenKept().then(() => this.#close(cause, exitCode));
    return { hash, kept: this.#closed };
  }

  /** Resolves when the spool has everything of a recording that was finished, or it is given up. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** Writes what waits a last time. Resolves when it is written, or the disk has refused it again. */
  async dispose(): Promise<void> {
    this.#givenUp = true;
    this.#cancelChunk?.();
    this.#cancelRetry();
    await this.#write();
    this.#endWait();
  }

  #afterEvent(): void {
    if (this.#writer.openBytes >= CHUNK_BYTES) this.#closeFull();
    else this.#cancelChunk ??= this.#options.clock.after(CHUNK_MS, () => this.#closeChunk());
  }

  /** More is likely to follow at once. The timer stays, for what does not fill a write. */
  #closeFull(): void {
    const chunk = this.#writer.close();
    if (chunk !== undefined) this.#add(chunk);
    if (this.#backlog.bytes >= WRITE_BYTES) void this.#write();
    this.#cancelChunk ??= this.#options.clock.after(CHUNK_MS, () => this.#closeChunk());
  }

  #closeChunk(): void {
    this.#cancelChunk?.();
    this.#cancelChunk = undefined;
    const chunk = this.#writer.close();
    if (chunk !== undefined) this.#add(chunk);
    this.#isDue = this.#waiting.length > 0;
    if (this.#isDue) void this.#write();
  }

  #queue(chunk: ClosedChunk): void {
    this.#add(chunk);
    void this.#write();
  }

  #add(chunk: ClosedChunk): void {
    this.#waiting.push({ chunk, position: this.#writer.position });
    this.#backlog.add(chunk.bytes.length);
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    const { logger, onFailed, opened, memory } = this.#options;
    this.#cancelRetry();
    try {
      await this.#open();
      for (let next = this.#next(); next.length > 0; next = this.#next()) {
        this.#isDue &&= next.length < this.#waiting.length;
        await this.#options.spool.append(opened.meta.id, ...next.map(({ chunk }) => chunk.bytes));
        this.#waiting.splice(0, next.length);
        if (this.#isFailing) logger.info({ shellId: opened.meta.id }, 'Recording is written again');
        this.#isFailing = false;
        for (const { bytes, memory: used } of next.map(({ chunk }) => chunk)) {
          this.#backlog.remove(bytes.length);
          this.#bytes += bytes.length;
          memory.giveBack(used);
        }
        this.#tellShipper(next.at(-1)?.position ?? this.#writer.position);
        this.#drain();
        if (this.#backlog.bytes < WRITE_BYTES && !this.#isRead && !this.#isDue) break;
      }
    } catch (error) {
      if (!this.#isFailing) logger.warn({ shellId: opened.meta.id, err: error }, 'Recording is not written');
      this.#isFailing = true;
      onFailed();
      if (this.#givenUp) return;
      this.#isDue = true;
      this.#cancelRetry = this.#options.clock.after(RETRY_MS, () => void this.#write());
    }
  }

  /** What is written next. */
  #next() {
    let bytes = 0;
    const end = this.#waiting.findIndex(({ chunk }) => {
      bytes += chunk.bytes.length;
      return bytes >= MOST_WRITE_BYTES;
    });
    return this.#waiting.slice(0, end === -1 ? undefined : end + 1);
  }

  async #open(): Promise<void> {
    if (this.#isOpen) return;
    const { logger, opened, shipper, spool } = this.#options;
    await spool.open(opened);
    this.#isOpen = true;
    shipper.opened(opened).catch((error: unknown) => {
      logger.warn({ shellId: opened.meta.id, err: error }, 'Store does not take a recording');
    });
  }

  #tellShipper({ at, gaps, hash, offset }: CastPosition): void {
    const progress = { durationMs: at, outputBytes: offset, gapBytes: gaps, hash };
    this.#options.shipper.grew(this.#options.opened.meta.id, { bytes: this.#bytes, ...progress });
  }

  #drain(): void {
    if (!this.#isFull || this.#backlog.isFull()) return;
    this.#isFull = false;
    // Later: a reader that is woken writes at once, and this is in the middle of writing.
    this.#options.clock.soon(() => this.#options.onDrained());
  }

  async #whenKept(): Promise<void> {
    const { clock } = this.#options;
    while (this.#waiting.length > 0) {
      await this.#write();
      if (this.#waiting.length === 0 || this.#givenUp) return;
      await new Promise<void>((resolve) => {
        const cancel = clock.after(RETRY_MS, resolve);
        this.#endWait = () => {
          cancel();
          resolve();
        };
      });
    }
  }

  async #close(cause: string, exitCode: number | undefined): Promise<void> {
    const { opened, shipper, spool } = this.#options;
    const { id } = opened.meta;
    // What the disk never took is completed by the next run.
    if (this.#waiting.length > 0) return;
    await spool.close(id);
    const { at, gaps, hash, offset } = this.#writer.position;
    const final: StoredMeta = {
      ...opened.meta,
      durationMs: at,
      bytes: this.#bytes,
      outputBytes: offset,
      gapBytes: gaps,
      exitCode: exitCode ?? null,
      cause,
      hash,
      state: 'complete',
    };
    shipper.closed(id, final);
  }
}
