import { type BackoffBounds, backoffMs } from '#protocol/backoff.ts';

/** Counts the failed attempts in a row and says how long to wait before the next. */
export class Backoff {
  readonly #bounds: BackoffBounds;
  readonly #random: () => number;
  #failures = 0;

  /** @param random as `Math.random` */
  constructor(bounds: BackoffBounds, random: () => number) {
    this.#bounds = bounds;
    this.#random = random;
  }

  /** Milliseconds to wait now, after one more failure. */
  next(): number {
    this.#failures += 1;
    return backoffMs(this.#bounds, this.#failures, this.#random());
  }

  /** An attempt succeeded. */
  reset(): void {
    this.#failures = 0;
  }
}
