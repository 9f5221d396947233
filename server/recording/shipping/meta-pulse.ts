/**
 * Writes what is known of a live recording into the store, again and again: so that others see it, and, where a shell must
 * not go on without its store, so that a store which fails is found at once.
 */

import type { Clock } from '#server/ports.ts';
import type { StoreHealth } from './store-health.ts';
import { Waiting } from './waiting.ts';

export interface PulseTimes {
  /** From the end of a write to the beginning of the next one, in milliseconds. */
  readonly everyMs: number;
  /** How long a write and its second attempt may take together. */
  readonly limitMs: number;
}

/**
 * A store that fails right after a write is known to have failed 4 s later at the latest, so that a shell can be ended within
 * 5 s.
 */
export const STRICT_PULSE: PulseTimes = { everyMs: 1500, limitMs: 2500 };

/** How new what others see of a live recording is. */
export const EASY_PULSE: PulseTimes = { everyMs: 30_000, limitMs: 10_000 };

/** Before the second attempt: a connection that was reset may be no sign of anything. */
const SECOND_AFTER_MS = 250;

export interface MetaPulseOptions {
  readonly clock: Clock;
  readonly times: PulseTimes;
  readonly health: StoreHealth;
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
      try {
        await this.#write();
        health.worked('meta');
        first.resolve();
      } catch (error) {
        if (!this.#isStopped) health.failed('meta', error);
        first.reject(error);
      }
      if (!this.#isStopped) await this.#waiting.forChange(times.everyMs);
    }
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
