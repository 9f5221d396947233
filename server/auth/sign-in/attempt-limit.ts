/** Slows down whoever tries tokens: counts the failed sign-ins of each client address. */

import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { isPodshellError, PodshellError, type ProblemCode } from '#protocol/problem.ts';

/** Failures of one address within {@link WINDOW_SECONDS}. A person mistypes a few times; an office shares an address. */
const MOST_FAILURES = 10;
const WINDOW_SECONDS = 60;

/** Codes of failures that whoever guesses tokens, sign-ins of others, or the names of contexts gets. */
const GUESSES: ReadonlySet<ProblemCode> = new Set(['token-rejected', 'sign-in-failed', 'context-not-found']);

/** Too many failed attempts. `retryAfterSeconds` is for the `Retry-After` header. */
export class TooManyAttemptsError extends PodshellError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(
      'too-many-attempts',
      `Too many failed attempts to sign in from your address. Try again in ${retryAfterSeconds} s.`,
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export class AttemptLimit {
  readonly #failures = new RateLimiterMemory({ points: MOST_FAILURES, duration: WINDOW_SECONDS });
  /** Attempts without an outcome, by address. */
  readonly #underWay = new Map<string, Set<Promise<unknown>>>();

  /**
   * Makes an attempt, unless the address has failed too often. No more are made at the same time than may fail; others
   * wait for them.
   * @throws TooManyAttemptsError, or what the attempt throws; those of {@link GUESSES} count
   */
  async attempt<T>(address: string, attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      const failed = await this.#failures.get(address);
      const failures = failed?.consumedPoints ?? 0;
      if (failed !== null && failures >= MOST_FAILURES) throw tooMany(failed);
      const underWay = this.#underWay.get(address) ?? new Set();
      if (failures + underWay.size < MOST_FAILURES) return this.#make(address, underWay, attempt);
      await Promise.race(underWay).catch(() => {});
    }
  }

  async #make<T>(address: string, underWay: Set<Promise<unknown>>, attempt: () => Promise<T>): Promise<T> {
    // Nothing may be awaited before the attempt is under way: others are about to count those.
    const made = this.#counted(address, attempt);
    this.#underWay.set(address, underWay.add(made));
    try {
      return await made;
    } finally {
      underWay.delete(made);
      if (underWay.size === 0) this.#underWay.delete(address);
    }
  }

  async #counted<T>(address: string, attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (isPodshellError(error) && GUESSES.has(error.code)) {
        await this.#failures.penalty(address);
      }
      throw error;
    }
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): TooManyAttemptsError {
  return new TooManyAttemptsError(Math.max(1, Math.ceil(msBeforeNext / 1000)));
}
