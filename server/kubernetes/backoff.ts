import { type BackoffBounds, backoffMs } from '#protocol/backoff.ts';

/** Counts consecutive failures and returns how long to wait before the next attempt. */
export class Backoff {
  readonly #bounds: BackoffBounds;
  readonly #random: () => number;
  #failures = 0;

  /** @param random like `Math.random` */
  constructor(bounds: BackoffBounds, random: () => number) {
    this.#bounds = bounds;
    this.#random = random;
  }

  /** Call after a failure. Returns the milliseconds to wait. */
  next(): number {
    this.#failures += 1;
    return backoffMs(this.#bounds, this.#failures, this.#random());
  }

  /** Call after a success. */
  reset(): void {
    this.#failures = 0;
  }
}
