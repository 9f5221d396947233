import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Rates are averaged over this time, so that a page may load its files at once. Seconds. */
const WINDOW_SECONDS = 10;

/** Limits how many requests a user or a client address begins in a time. */
export class RequestRate {
  readonly #begun: RateLimiterMemory;

  /** @param perSecond requests of one key */
  constructor(perSecond: number) {
    this.#begun = new RateLimiterMemory({ points: perSecond * WINDOW_SECONDS, duration: WINDOW_SECONDS });
  }

  /**
   * Counts one more request of the key.
   * @returns seconds after which the key may try again; 0: it may go on
   */
  async begin(key: string): Promise<number> {
    try {
      await this.#begun.consume(key);
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  }
}
