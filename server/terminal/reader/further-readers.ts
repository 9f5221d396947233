/**
 * The further readers of one session. They share the time at which they are called, so that a chunk of output costs
 * the same however many they are, and a reader that throws harms nobody but itself.
 */

import type { Clock } from '#server/ports.ts';
import { FULL_STDOUT_BYTES } from '../limits.ts';
import type { ProcessState } from '../process/process-leg.ts';
import { OutputPacing } from './output-pacing.ts';
import type { Reader, ReaderHold } from './reader.ts';

export interface FurtherReadersOptions {
  readonly clock: Clock;
  readonly processState: () => ProcessState;
  /** A reader threw, and was removed. */
  readonly onFailed: (error: unknown) => void;
}

export class FurtherReaders {
  readonly #options: FurtherReadersOptions;
  readonly #readers = new Set<Reader>();
  readonly #pacing: OutputPacing;
  /** Bytes of output since the readers were called last. */
  #waiting = 0;

  constructor(options: FurtherReadersOptions) {
    this.#options = options;
    // Patient: what the owner's screen was sent leaves at the end of this callback, and shall not wait for the others' messages.
    this.#pacing = new OutputPacing(options.clock, FULL_STDOUT_BYTES, { onDue: () => this.update() }, true);
  }

  /** Adds a reader and calls it. */
  add(reader: Reader): ReaderHold {
    this.#readers.add(reader);
    this.#update(reader);
    return {
      wake: () => this.#update(reader),
      leave: () => this.#remove(reader),
    };
  }

  /** So many bytes were appended to the kept output. */
  onOutput(bytes: number): void {
    if (this.#readers.size === 0) return;
    this.#waiting += bytes;
    this.#pacing.onOutput(bytes, this.#waiting);
  }

  /** Calls every reader now. */
  update(): void {
    this.#waiting = 0;
    for (const reader of this.#readers) this.#update(reader);
  }

  /** The session is over: closes every reader. */
  close(): void {
    this.#pacing.cancel();
    for (const reader of this.#readers) {
      this.#guard(reader, () => reader.close(this.#options.processState()));
      this.#remove(reader);
    }
  }

  #update(reader: Reader): void {
    if (!this.#readers.has(reader)) return;
    this.#guard(reader, () => reader.update(this.#options.processState()));
  }

  #guard(reader: Reader, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#remove(reader);
      this.#options.onFailed(error);
    }
  }

  #remove(reader: Reader): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) return;
    this.#pacing.cancel();
    this.#waiting = 0;
  }
}
