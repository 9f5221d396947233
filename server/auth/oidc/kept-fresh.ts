/** What is read from the identity provider and kept: renewed from time to time, while the last one goes on to serve. */

import type { Clock } from '#server/ports.ts';

export interface KeptFreshOptions<T> {
  /** Reads it anew. `freshMs`: how long it counts as new, in milliseconds. */
  readonly read: () => Promise<{ readonly value: T; readonly freshMs: number }>;
  readonly clock: Clock;
  /** How old it may become where it cannot be renewed, in milliseconds. */
  readonly longestMs: number;
  /** Called when it cannot be renewed, and the old one goes on to serve. */
  readonly onFailure: (error: unknown) => void;
}

interface Kept<T> {
  readonly value: T;
  readonly readAt: number;
  freshUntil: number;
}

/** Between two attempts to renew what serves. Milliseconds. */
const RETRY_MS = 60_000;

export class KeptFresh<T> {
  readonly #options: KeptFreshOptions<T>;
  #kept: Kept<T> | undefined;
  #reading: Promise<T> | undefined;
  #isSuspect = false;

  constructor(options: KeptFreshOptions<T>) {
    this.#options = options;
  }

  /** The value; asked for again in the background when it is old. @throws what `read` throws, where there is none */
  async get(): Promise<T> {
    const { clock, longestMs } = this.#options;
    const kept = this.#kept;
    const now = clock.now();
    if (kept === undefined || now >= kept.readAt + longestMs) return this.#read();
    if (now < kept.freshUntil) return kept.value;
    const reading = this.#read().catch(() => kept.value);
    return this.#isSuspect ? reading : kept.value;
  }

  /** What was done with it failed, so it may be out of date: the next `get` waits for a new one. */
  suspect(): void {
    const kept = this.#kept;
    const now = this.#options.clock.now();
    if (kept === undefined || now < kept.readAt + RETRY_MS) return;
    this.#isSuspect = true;
    kept.freshUntil = Math.min(kept.freshUntil, now);
  }

  /** Once for all who wait. */
  #read(): Promise<T> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = undefined;
      this.#isSuspect = false;
    });
    return this.#reading;
  }

  async #readOnce(): Promise<T> {
    const { read, clock, onFailure } = this.#options;
    try {
      const { value, freshMs } = await read();
      const readAt = clock.now();
      this.#kept = { value, readAt, freshUntil: readAt + freshMs };
      return value;
    } catch (error) {
      if (this.#kept !== undefined) {
        this.#kept.freshUntil = clock.now() + RETRY_MS;
        onFailure(error);
      }
      throw error;
    }
  }
}
