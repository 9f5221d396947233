/** A container's output by lines. The oldest lines are dropped beyond the size limit. */

import type { Clock } from '../clock.ts';
import type { OutputStream } from '../process/process.ts';

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** With its newline, unless the process ended in the middle of the line. */
  readonly bytes: Buffer;
}

/** Longer lines are split. */
const MAX_LINE_BYTES = 16 * 1024;
const NEWLINE = 10;

export class LogStore {
  readonly #clock: Clock;
  readonly #maxBytes: number;
  readonly #partial = new Map<OutputStream, Buffer>();
  readonly #listeners = new Set<() => void>();
  #lines: LogLine[] = [];
  /** Index of the oldest line kept; the first line ever written is 0. */
  #first = 0;
  #bytes = 0;
  #ended = false;

  constructor(clock: Clock, maxBytes: number) {
    this.#clock = clock;
    this.#maxBytes = maxBytes;
  }

  get firstIndex(): number {
    return this.#first;
  }

  /** One more than the index of the last line. */
  get endIndex(): number {
    return this.#first + this.#lines.length;
  }

  /** True when no line will follow. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The line at an index from `firstIndex` to before `endIndex`. */
  at(index: number): LogLine | undefined {
    return this.#lines[index - this.#first];
  }

  /** Adds output; the chunk is copied. */
  append(stream: OutputStream, chunk: Buffer): void {
    const partial = this.#partial.get(stream);
    let rest = partial === undefined ? chunk : Buffer.concat([partial, chunk]);
    this.#partial.delete(stream);
    for (let end = lineEnd(rest); end > 0; end = lineEnd(rest)) {
      this.#push(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    if (rest.length > 0) this.#partial.set(stream, Buffer.from(rest));
    this.#notify();
  }

  /** The process has exited: an unfinished line is kept as a line. */
  end(): void {
    if (this.#ended) return;
    for (const rest of this.#partial.values()) this.#push(rest);
    this.#partial.clear();
    this.#ended = true;
    this.#notify();
  }

  /** Calls back for new lines and at the end. The returned function unsubscribes. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #push(line: Buffer): void {
    this.#lines.push({ time: this.#clock.now(), bytes: Buffer.from(line) });
    this.#bytes += line.length;
    if (this.#bytes > this.#maxBytes) this.#forget();
  }

  /** Drops a quarter at once: removing single lines would shift the array for each. */
  #forget(): void {
    let gone = 0;
    while (this.#bytes > (this.#maxBytes / 4) * 3 && gone < this.#lines.length) {
      this.#bytes -= this.#lines[gone++]?.bytes.length ?? 0;
    }
    this.#lines = this.#lines.slice(gone);
    this.#first += gone;
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Length of the first line in `bytes` with its newline; 0 if it is not complete. */
function lineEnd(bytes: Buffer): number {
  const newline = bytes.indexOf(NEWLINE);
  if (newline >= 0 && newline < MAX_LINE_BYTES) return newline + 1;
  return bytes.length >= MAX_LINE_BYTES ? MAX_LINE_BYTES : 0;
}
