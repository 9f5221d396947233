/** Decides when to retry a lost connection. */

import { type BackoffBounds, backoffMs } from '#protocol/backoff.ts';
import type { Clock } from './clock.ts';

/** After a connection lasted this long, the backoff starts over. Milliseconds. */
const STABLE_MS = 10_000;

/** At most 10 s: after a laptop's sleep or a deployment the shell should be back before the user acts. */
const RETRY_BOUNDS: BackoffBounds = { firstMs: 500, longestMs: 10_000 };

export class RetryPlan {
  readonly #clock: Clock;
  readonly #random: () => number;
  #failures = 0;
  #readyAt: number | null = null;
  #cancel: (() => void) | null = null;

  /** @param random returns numbers from 0 to 1, without 1 */
  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Number of the current or next attempt, from 1. */
  get attempt(): number {
    return Math.max(1, this.#failures);
  }

  /** The connection is established. */
  ready(): void {
    this.#readyAt = this.#clock.now();
  }

  /**
   * The connection is lost, or the attempt has failed.
   * @returns start of the next attempt, on the clock; null: immediately
   */
  lost(retry: () => void): number | null {
    const now = this.#clock.now();
    if (this.#readyAt !== null && now - this.#readyAt >= STABLE_MS) this.#failures = 0;
    this.cancel();
    const wait = backoffMs(RETRY_BOUNDS, this.#failures, this.#random());
    this.#failures += 1;
    this.#cancel = this.#clock.after(wait, retry);
    return wait === 0 ? null : now + wait;
  }

  /** Cancels the next attempt. */
  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#readyAt = null;
  }

  /** Resets the count of failed attempts. */
  reset(): void {
    this.cancel();
    this.#failures = 0;
  }
}
