import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Rates are averaged over this time, so that a page may load its files at once. Seconds. */
const WINDOW_SECONDS = 10;

/** Limits how many requests a user or a client address begins in a time. */
export class RequestRate {
  /** Requests of one key. */
  readonly perSecond: number;
  readonly #begun: RateLimiterMemory;
  /** What was begun here since others were told; undefined: there are no others. */
  #untold: Map<string, number> | undefined;

  constructor(perSecond: number) {
    this.perSecond = perSecond;
    this.#begun = new RateLimiterMemory({ points: perSecond * WINDOW_SECONDS, duration: WINDOW_SECONDS });
  }

  /**
   * Counts one more request of the key.
   * @returns seconds after which the key may try again; 0: it may go on
   */
  async begin(key: string): Promise<number> {
    this.#untold?.set(key, (this.#untold.get(key) ?? 0) + 1);
    try {
      await this.#begun.consume(key);
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  /** Counts what the key has begun on another replica. */
  async add(key: string, count: number): Promise<void> {
    await this.#begun.penalty(key, count);
  }

  /** What was begun here since the last call, of the keys that began at least so many. */
  takeBegun(least: number): [key: string, count: number][] {
    const begun = this.#untold ?? new Map<string, number>();
    this.#untold = new Map();
    return [...begun].filter(([, count]) => count >= least);
  }

  /** There are no others to tell. */
  forgetBegun(): void {
    this.#untold = undefined;
  }
}
