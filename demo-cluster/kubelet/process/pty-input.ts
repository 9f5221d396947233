/**
 * Input of a pseudo-terminal: writes what the kernel accepts and retries the rest on a timer. Node offers no event
 * for a master that is writable again.
 */

import { writeSync } from 'node:fs';
import type { Clock } from '../clock.ts';

const HIGH_BYTES = 256 * 1024;
const LOW_BYTES = 64 * 1024;
/** The most that one turn of the event loop writes. */
const TURN_BYTES = 512 * 1024;
const FIRST_RETRY_MS = 1;
const LAST_RETRY_MS = 16;

export class PtyInput {
  readonly #fd: number;
  readonly #clock: Clock;
  readonly #onDrain: () => void;
  readonly #queue: Buffer[] = [];
  #queuedBytes = 0;
  #full = false;
  #retryMs = FIRST_RETRY_MS;
  #cancelRetry: (() => void) | undefined;
  #closed = false;

  /** `fd` must be non-blocking. */
  constructor(fd: number, clock: Clock, onDrain: () => void) {
    this.#fd = fd;
    this.#clock = clock;
    this.#onDrain = onDrain;
  }

  /** Queues bytes. False: wait for `onDrain`. */
  write(bytes: Buffer): boolean {
    if (this.#closed || bytes.length === 0) return true;
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    if (this.#cancelRetry === undefined) this.#pump();
    if (this.#queuedBytes > HIGH_BYTES) this.#full = true;
    return !this.#full;
  }

  /** Drops queued bytes. The caller closes the descriptor. */
  close(): void {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#queue.length = 0;
    this.#queuedBytes = 0;
  }

  #pump(): void {
    let left = TURN_BYTES;
    for (let head = this.#queue[0]; head !== undefined && left > 0; head = this.#queue[0]) {
      const written = this.#writeOnce(head.length > left ? head.subarray(0, left) : head);
      if (written === 0) break;
      left -= written;
      this.#queuedBytes -= written;
      this.#retryMs = FIRST_RETRY_MS;
      if (written === head.length) this.#queue.shift();
      else this.#queue[0] = head.subarray(written);
    }
    if (this.#queue.length > 0) this.#retryLater();
    if (this.#full && this.#queuedBytes <= LOW_BYTES) {
      this.#full = false;
      this.#onDrain();
    }
  }

  /** Bytes written; 0 if the kernel accepts none now. A closed terminal discards everything. */
  #writeOnce(bytes: Buffer): number {
    try {
      return writeSync(this.#fd, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      return bytes.length;
    }
  }

  #retryLater(): void {
    this.#cancelRetry = this.#clock.after(this.#retryMs, () => {
      this.#cancelRetry = undefined;
      this.#pump();
    });
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}
