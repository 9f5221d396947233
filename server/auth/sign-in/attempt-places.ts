import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Failures of one address within {@link WINDOW_SECONDS}. A person mistypes a few times; an office shares an address. */
const MOST_FAILURES = 10;
const WINDOW_SECONDS = 60;

/** A place for one attempt. Call `end` once. */
export type Place =
  | { readonly kind: 'taken'; readonly end: (hasFailed: boolean) => void }
  | { readonly kind: 'refused'; readonly retryAfterSeconds: number };

/** Counts the failed sign-ins of each client address, and those that are under way. */
export class AttemptPlaces {
  readonly #failures = new RateLimiterMemory({ points: MOST_FAILURES, duration: WINDOW_SECONDS });
  /** Attempts without an outcome, by address. */
  readonly #underWay = new Map<string, Set<Promise<void>>>();

  /**
   * A place, unless the address has failed too often. No more are taken at the same time than may fail; others wait for
   * them.
   */
  async take(address: string): Promise<Place> {
    for (;;) {
      const failed = await this.#failures.get(address);
      const failures = failed?.consumedPoints ?? 0;
      if (failed !== null && failures >= MOST_FAILURES) {
        return { kind: 'refused', retryAfterSeconds: Math.max(1, Math.ceil(failed.msBeforeNext / 1000)) };
      }
      const underWay = this.#underWay.get(address) ?? new Set();
      if (failures + underWay.size < MOST_FAILURES)
        return { kind: 'taken', end: this.#begin(address, underWay) };
      await Promise.race(underWay);
    }
  }

  /** Nothing may be awaited between the count and this: others are about to count. */
  #begin(address: string, underWay: Set<Promise<void>>): (hasFailed: boolean) => void {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    this.#underWay.set(address, underWay.add(ended));
    return async (hasFailed) => {
      if (hasFailed) await this.#failures.penalty(address);
      underWay.delete(ended);
      if (underWay.size === 0 && this.#underWay.get(address) === underWay) this.#underWay.delete(address);
      resolve();
    };
  }
}
