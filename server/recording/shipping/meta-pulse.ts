/**
 * Writes what is known of a live recording into the store, again and again: so that others see it, and, where a shell must
 * not go on without its store, so that a store which fails is found at once.
 */

import type { Clock } from '#server/ports.ts';
import type { StoreHealth } from './store-health.ts';
import type { StoreProof } from './store-proof.ts';
import { Waiting } from './waiting.ts';

export interface PulseTimes {
  /** From one write to the beginning of the next one, in milliseconds. */
  readonly everyMs: number;
  /** How long a write and its second attempt may take together. */
  readonly limitMs: number;
  /** Also where nothing has changed, somebody writes: a store that fails is found at once. */
  readonly isProof: boolean;
}

/**
 * A store that fails right after a write is known to have failed 4 s later at the latest, so that a shell can be ended within
 * 5 s.
 */
export const STRICT_PULSE: PulseTimes = { everyMs: 1500, limitMs: 2500, isProof: true };

/** How new what others see of a live recording is. */
export const EASY_PULSE: PulseTimes = { everyMs: 30_000, limitMs: 10_000, isProof: false };

/** Also where nothing has changed, a live recording is written so often, for those who cannot ask its server. */
export const ALIVE_MS = 10 * 60_000;

/** Before the second attempt: a connection that was reset may be no sign of anything. */
const SECOND_AFTER_MS = 250;

export interface MetaPulseOptions {
  readonly clock: Clock;
  readonly times: PulseTimes;
  readonly health: StoreHealth;
  /** Shared by all recordings of the store. */
  readonly proof: StoreProof;
  /** What is known now: the same object as long as nothing changes. */
  readonly current: () => object;
  /** Writes what is known now. */
  readonly write: (limitMs: number) => Promise<void>;
}

export class MetaPulse {
  /** Resolves with the first write that the store takes, rejects when the first one fails. */
  readonly first: Promise<void>;
  readonly #options: MetaPulseOptions;
  readonly #waiting: Waiting;
  readonly #running: Promise<void>;
  #isStopped = false;
  /** What the store has, and since when. */
  #written: object | undefined;
  #writtenAt = 0;

  constructor(options: MetaPulseOptions) {
    this.#options = options;
    this.#waiting = new Waiting(options.clock);
    const first = Promise.withResolvers<void>();
    this.first = first.promise;
    // Who does not need to know need not listen.
    first.promise.catch(() => {});
    this.#running = this.#run(first);
  }

  /** Resolves when nothing is being written any more. */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#waiting.wake();
    return this.#running;
  }

  async #run(first: PromiseWithResolvers<void>): Promise<void> {
    const { health, times } = this.#options;
    while (!this.#isStopped) {
      let waitMs = times.everyMs;
      try {
        await this.#beat();
        health.worked('meta');
        first.resolve();
        waitMs = this.#waitMs();
      } catch (error) {
        if (!this.#isStopped) health.failed('meta', error);
        first.reject(error);
      }
      if (!this.#isStopped) await this.#waiting.forChange(waitMs);
    }
  }

  async #beat(): Promise<void> {
    const { clock, current, proof, times } = this.#options;
    const now = current();
    const isOld = clock.now() >= this.#writtenAt + ALIVE_MS;
    if (now !== this.#written || isOld) {
      await proof.by(() => this.#write());
      this.#written = now;
      this.#writtenAt = clock.now();
    } else if (times.isProof && clock.now() >= proof.provenAt + times.everyMs) {
      await proof.shared(() => this.#write());
    }
  }

  /** Where others prove it as well, the time runs from their proof. */
  #waitMs(): number {
    const { clock, proof, times } = this.#options;
    if (!times.isProof) return times.everyMs;
    return Math.max(SECOND_AFTER_MS, proof.provenAt + times.everyMs - clock.now());
  }

  async #write(): Promise<void> {
    const { clock, times, write } = this.#options;
    const end = clock.now() + times.limitMs;
    try {
      await write(times.limitMs);
    } catch (error) {
      const left = end - clock.now() - SECOND_AFTER_MS;
      if (left < SECOND_AFTER_MS || this.#isStopped) throw error;
      await new Promise<void>((resolve) => clock.after(SECOND_AFTER_MS, resolve));
      await write(left);
    }
  }
}
