import type { BackoffBounds } from '#protocol/backoff.ts';
import type { Clock } from '#server/ports.ts';
import { Backoff } from '../backoff.ts';
import { codeOf } from '../errors/explain.ts';
import { retryAfterOf } from '../errors/retry-after.ts';

/**
 * From the reflector of client-go (`NewExponentialBackoffManager` in `tools/cache/reflector.go`): 0.8 s and up to as much
 * again at random, then twice as long, at most 30 s.
 */
const RESTART = { firstMs: 1_600, longestMs: 30_000 };
/** A wait this long after the previous one begins with the first wait again; as in client-go. */
const RESET_MS = 120_000;
/** A request that never arrives costs the cluster nothing, and the user waits for the network to come back. */
const UNREACHED = { firstMs: 200, longestMs: 5_000 };

/** What a server may ask for; a longer time is more likely a mistake. */
const LONGEST_RETRY_AFTER_MS = 300_000;

const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** How long a feed waits before it lists or watches again. */
export class RestartBackoff {
  readonly #restarts: RestingBackoff;
  readonly #unreached: RestingBackoff;
  readonly #polls: RestingBackoff;

  /**
   * @param random like `Math.random`
   * @param pollMs shortest time between two lists for who may not watch; the longest is 30 s, or `pollMs` if longer
   */
  constructor(clock: Clock, random: () => number, pollMs: number) {
    this.#restarts = new RestingBackoff(RESTART, clock, random);
    this.#unreached = new RestingBackoff(UNREACHED, clock, random);
    const poll = { firstMs: 2 * pollMs, longestMs: Math.max(2 * pollMs, RESTART.longestMs) };
    this.#polls = new RestingBackoff(poll, clock, random);
  }

  /**
   * Milliseconds to wait. Grows with each call: a successful list does not reset it, because a server may accept every
   * list and refuse every watch.
   */
  afterRestart(): number {
    this.#unreached.reset();
    return this.#restarts.next();
  }

  /**
   * Milliseconds to wait after a failed request; at most 5 s if it never reached a server, at least what a busy server
   * asks for.
   */
  afterFailure(error: unknown): number {
    if (NEVER_ARRIVED.has(codeOf(error))) return this.#unreached.next();
    return Math.max(this.afterRestart(), Math.min(retryAfterOf(error) ?? 0, LONGEST_RETRY_AFTER_MS));
  }

  /** Milliseconds to wait until the next list, after a watch was forbidden. */
  afterForbiddenWatch(): number {
    return this.#polls.next();
  }
}

/** A backoff that time resets, not a success. */
class RestingBackoff {
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(bounds: BackoffBounds, clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#backoff = new Backoff(bounds, random);
  }

  next(): number {
    const now = this.#clock.now();
    if (now - this.#lastAt > RESET_MS) this.#backoff.reset();
    this.#lastAt = now;
    return this.#backoff.next();
  }

  reset(): void {
    this.#backoff.reset();
  }
}
