/** Slows down whoever tries tokens: counts the failed sign-ins of each client address. */

import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';

/** Failures of one address within {@link WINDOW_SECONDS}. A person mistypes a few times; an office shares an address. */
const MOST_FAILURES = 10;
const WINDOW_SECONDS = 60;

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

  /**
   * Makes an attempt, unless the address has failed too often.
   * @throws TooManyAttemptsError, or what the attempt throws; `token-rejected` and `sign-in-failed` count
   */
  async attempt<T>(address: string, attempt: () => Promise<T>): Promise<T> {
    const failed = await this.#failures.get(address);
    if (failed !== null && failed.consumedPoints >= MOST_FAILURES) throw tooMany(failed);
    try {
      return await attempt();
    } catch (error) {
      if (isPodshellError(error) && ['token-rejected', 'sign-in-failed'].includes(error.code)) {
        await this.#failures.penalty(address);
      }
      throw error;
    }
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): TooManyAttemptsError {
  return new TooManyAttemptsError(Math.max(1, Math.ceil(msBeforeNext / 1000)));
}
