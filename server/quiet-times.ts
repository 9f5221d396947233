/**
 * Returns memory to the system when the start is over, and whenever nobody has used the server for a while. V8 by itself keeps the
 * garbage of a burst of requests, and the young generation that has grown with it, for as long as little is allocated.
 */

import type { Clock } from './ports.ts';

/** By then the start is over, and whoever waited for it has their first page. Milliseconds. */
export const START_IS_OVER_MS = 5000;

/** Then nobody uses the server for so long: a key would wait for the collection. Milliseconds. */
export const PAUSE_MS = 1000;

/** So long nobody has used the server, at least. Milliseconds. */
export const QUIET_MS = 10_000;

/** From one collection to the next, at least. Milliseconds. */
export const APART_MS = 30_000;

/** What the heap must have grown by since the last collection. Heartbeats of idle shells alone fill less. */
export const GROWTH_BYTES = 4 * 1024 * 1024;

/** Whoever comes just then waits for 2 ms for each MB of the heap. V8 alone collects a larger one. */
export const MAX_HEAP_BYTES = 128 * 1024 * 1024;

const LOOK_MS = 5000;

export interface QuietTimesOptions {
  readonly clock: Clock;
  /** Memory that V8's heap takes from the system, in bytes. */
  readonly heapBytes: () => number;
  /** Collects garbage, in which time nothing else runs. */
  readonly collect: () => void;
}

export class QuietTimes {
  readonly #options: QuietTimesOptions;
  #uses = 0;
  #usesSeen = 0;
  /** The first look since the last use. Milliseconds since the epoch, as the next. */
  #quietSince = 0;
  #collectedAt = 0;
  /** After the last collection. */
  #heapBytes = 0;
  #cancel = () => {};

  constructor(options: QuietTimesOptions) {
    this.#options = options;
  }

  /** The server listens. Call it once. */
  begin(): void {
    this.#cancel = this.#options.clock.after(START_IS_OVER_MS - PAUSE_MS, () => this.#awaitPause());
  }

  /** Somebody uses the server. Only counts, because each key comes here. */
  noteUse(): void {
    this.#uses += 1;
  }

  dispose(): void {
    this.#cancel();
  }

  #awaitPause(): void {
    const uses = this.#uses;
    this.#cancel = this.#options.clock.after(PAUSE_MS, () => {
      if (this.#uses !== uses) {
        this.#awaitPause();
        return;
      }
      this.#collect();
      this.#wait();
    });
  }

  #wait(): void {
    this.#cancel = this.#options.clock.after(LOOK_MS, () => {
      if (this.#isDue()) this.#collect();
      this.#wait();
    });
  }

  #isDue(): boolean {
    const { clock, heapBytes } = this.#options;
    const now = clock.now();
    if (this.#uses !== this.#usesSeen) {
      this.#usesSeen = this.#uses;
      this.#quietSince = now;
      return false;
    }
    if (now - this.#quietSince < QUIET_MS || now - this.#collectedAt < APART_MS) return false;
    const heap = heapBytes();
    return heap - this.#heapBytes >= GROWTH_BYTES && heap <= MAX_HEAP_BYTES;
  }

  #collect(): void {
    const { clock, collect, heapBytes } = this.#options;
    collect();
    this.#collectedAt = clock.now();
    this.#heapBytes = heapBytes();
  }
}
