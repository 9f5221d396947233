import type { Clock } from '#server/ports.ts';
import { Backoff } from '../backoff.ts';
import { codeOf } from '../errors/explain.ts';

/**
 * From the reflector of client-go (`NewExponentialBackoffManager` in `tools/cache/reflector.go`): 0.8 s and up to as much
 * again at random, then twice as long, at most 30 s.
 */
const RESTART = { firstMs: 1_600, longestMs: 30_000 };
/** A restart this long after the previous one begins with the first wait again; as in client-go. */
const RESET_MS = 120_000;
/** A request that never arrives costs the cluster nothing, and the user waits for the network to come back. */
const UNREACHED = { firstMs: 200, longestMs: 5_000 };

const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** How long a feed waits before it lists or watches again. */
export class RestartBackoff {
  readonly #clock: Clock;
  readonly #restarts: Backoff;
  readonly #unreached: Backoff;
  #lastRestartAt = Number.NEGATIVE_INFINITY;

  /** @param random like `Math.random` */
  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#restarts = new Backoff(RESTART, random);
    this.#unreached = new Backoff(UNREACHED, random);
  }

  /**
   * Milliseconds to wait. Grows with each call: a successful list does not reset it, because a server may accept every
   * list and refuse every watch.
   */
  afterRestart(): number {
    this.#unreached.reset();
    const now = this.#clock.now();
    if (now - this.#lastRestartAt > RESET_MS) this.#restarts.reset();
    this.#lastRestartAt = now;
    return this.#restarts.next();
  }

  /** Milliseconds to wait after a failed request; at most 5 s if it never reached a server. */
  afterFailure(error: unknown): number {
    return NEVER_ARRIVED.has(codeOf(error)) ? this.#unreached.next() : this.afterRestart();
  }
}
