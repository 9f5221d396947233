/**
 * Writes lines in order, one write at a time, and all that have gathered meanwhile with the next. While they cannot be
 * written, they wait in bounded memory.
 */

import type { Clock } from '#server/ports.ts';

/** Where lines go. */
export interface LineSink {
  /**
   * Appends whole lines. Resolves when they are on the disk. After a rejection, the next call has the same bytes again
   * at its beginning.
   */
  append(lines: Buffer): Promise<void>;
}

export interface LineWriterOptions {
  readonly sink: LineSink;
  readonly clock: Clock;
  /** Called for the first of several failures, a line without room in memory included. */
  readonly onFailed: (error: unknown) => void;
  /**
   * Called with the first success after failures.
   * @param lost lines that had no room in memory
   */
  readonly onRecovered: (failures: number, lost: number) => void;
}

/** Bytes of lines that wait at most; some ten thousand lines. */
export const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** How long after a failure the next attempt comes, unless somebody asks before. */
export const RETRY_MS = 1000;
/** Who waits for a write that hangs is told so after this time. */
export const HANGS_AFTER_MS = 5000;

interface Waiter {
  /** How many lines must have been written. */
  readonly lines: number;
  settle(error?: unknown): void;
}

interface Batch {
  readonly bytes: Buffer;
  readonly lines: number;
}

export class LineWriter {
  readonly #options: LineWriterOptions;
  #waiting: string[] = [];
  #waitingBytes = 0;
  /** What could not be written, in the bytes that the sink knows already. */
  #failed: Batch | undefined;
  #pushed = 0;
  #written = 0;
  #failures = 0;
  #lost = 0;
  #isWriting = false;
  #cancelRetry: () => void = () => {};
  #waiters: Waiter[] = [];

  constructor(options: LineWriterOptions) {
    this.#options = options;
  }

  /** Adds a line, with its line break. */
  push(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#waitingBytes + bytes > MAX_WAITING_BYTES) {
      // A write that is slow, and does not fail, loses lines too.
      if (!this.#isFailing) this.#options.onFailed(new Error('Too many lines wait to be written'));
      this.#lost += 1;
      return;
    }
    this.#waiting.push(line);
    this.#waitingBytes += bytes;
    this.#pushed += 1;
    if (this.#failures === 0) this.#write();
  }

  /**
   * Resolves when every line so far is written; tries at once where that has failed before.
   * @throws Error when a line was lost, or the system's when the write fails
   */
  written(): Promise<void> {
    if (this.#lost > 0) {
      this.#write();
      return Promise.reject(new Error('Lines were lost'));
    }
    if (this.#written === this.#pushed) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.after(HANGS_AFTER_MS, () => {
        const error = new Error(`A write takes longer than ${HANGS_AFTER_MS / 1000} s`);
        this.#countFailure(error);
        waiter.settle(error);
      });
      const waiter: Waiter = {
        lines: this.#pushed,
        settle: (error) => {
          cancel();
          this.#waiters = this.#waiters.filter((other) => other !== waiter);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      this.#waiters.push(waiter);
      this.#write();
    });
  }

  /** Ends the timer. What is written now goes on. */
  dispose(): void {
    this.#cancelRetry();
  }

  /** True from the first failure or lost line to the next success. */
  get #isFailing(): boolean {
    return this.#failures > 0 || this.#lost > 0;
  }

  #write(): void {
    if (this.#isWriting) return;
    const batch = this.#failed ?? { bytes: Buffer.from(this.#waiting.join('')), lines: this.#waiting.length };
    if (batch.lines === 0) return;
    if (this.#failed === undefined) this.#waiting = [];
    this.#failed = undefined;
    this.#isWriting = true;
    this.#cancelRetry();
    this.#options.sink.append(batch.bytes).then(
      () => this.#onWritten(batch),
      (error: unknown) => this.#onFailed(batch, error),
    );
  }

  #onWritten({ bytes, lines }: Batch): void {
    this.#isWriting = false;
    this.#waitingBytes -= bytes.length;
    this.#written += lines;
    for (const waiter of this.#waiters) if (waiter.lines <= this.#written) waiter.settle();
    if (this.#isFailing) {
      const [failures, lost] = [this.#failures, this.#lost];
      this.#failures = 0;
      this.#lost = 0;
      this.#options.onRecovered(failures, lost);
    }
    this.#write();
  }

  #countFailure(error: unknown): void {
    if (!this.#isFailing) this.#options.onFailed(error);
    this.#failures += 1;
  }

  #onFailed(batch: Batch, error: unknown): void {
    this.#isWriting = false;
    this.#failed = batch;
    this.#countFailure(error);
    for (const waiter of this.#waiters) waiter.settle(error);
    this.#cancelRetry = this.#options.clock.after(RETRY_MS, () => this.#write());
  }
}
