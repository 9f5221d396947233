/** Writes a log to a response as plain text; with `follow`, later lines too. */

import type { ServerResponse } from 'node:http';
import type { LogOptions } from './log-options.ts';
import type { LogLine, LogStore } from './log-store.ts';

export class LogReply {
  readonly #store: LogStore;
  readonly #options: LogOptions;
  readonly #response: ServerResponse;
  readonly #unwatch: () => void;
  /** Index of the next line to write. A slow client costs a position, not a copy of the log. */
  #next: number;
  #bytesLeft: number;
  #finished = false;

  /** Starts writing at once. Ends the response after the last line unless the client leaves first. */
  constructor(store: LogStore, options: LogOptions, response: ServerResponse) {
    this.#store = store;
    this.#options = options;
    this.#response = response;
    this.#next = firstLine(store, options);
    this.#bytesLeft = options.limitBytes ?? Number.POSITIVE_INFINITY;
    this.#unwatch = options.follow ? store.watch(() => this.#write()) : () => {};
    response.on('drain', () => this.#write());
    response.on('close', () => this.#finish());
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-cache, private' });
    response.flushHeaders();
    this.#write();
  }

  #write(): void {
    if (this.#finished || this.#response.writableNeedDrain) return;
    this.#next = Math.max(this.#next, this.#store.firstIndex);
    while (this.#bytesLeft > 0) {
      const line = this.#store.at(this.#next);
      if (line === undefined) break;
      this.#next++;
      const bytes = this.#render(line).subarray(0, this.#bytesLeft);
      this.#bytesLeft -= bytes.length;
      if (!this.#response.write(bytes)) return;
    }
    if (this.#bytesLeft === 0 || !this.#options.follow || this.#store.ended) {
      this.#finish();
      this.#response.end();
    }
  }

  #render({ time, bytes }: LogLine): Buffer {
    if (!this.#options.timestamps) return bytes;
    // Nine digits, as the container runtime writes them.
    const stamp = new Date(time).toISOString().replace('Z', '000000Z ');
    return Buffer.concat([Buffer.from(stamp), bytes]);
  }

  #finish(): void {
    this.#finished = true;
    this.#unwatch();
  }
}

function firstLine(store: LogStore, { tailLines, sinceTime }: LogOptions): number {
  let first = store.firstIndex;
  if (tailLines !== undefined) first = Math.max(first, store.endIndex - tailLines);
  if (sinceTime !== undefined) {
    while ((store.at(first)?.time ?? Number.POSITIVE_INFINITY) < sinceTime) first++;
  }
  return first;
}
