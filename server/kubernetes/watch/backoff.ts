/** Growing pauses between attempts, with jitter so that a thousand clients do not come back at once. */
export class Backoff {
  readonly #minMs: number;
  readonly #maxMs: number;
  readonly #random: () => number;
  #attempt = 0;

  /** @param random as `Math.random` */
  constructor(minMs: number, maxMs: number, random: () => number) {
    this.#minMs = minMs;
    this.#maxMs = maxMs;
    this.#random = random;
  }

  /** Milliseconds to wait now: doubles with each call up to the maximum, and lies between the half and all of it. */
  next(): number {
    const full = Math.min(this.#maxMs, this.#minMs * 2 ** this.#attempt);
    this.#attempt += 1;
    return Math.max(this.#minMs, Math.round(full * (0.5 + this.#random() / 2)));
  }

  /** The last attempt went well. */
  reset(): void {
    this.#attempt = 0;
  }
}
