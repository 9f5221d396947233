/** Keys that expire, renewed before they do. Requests wait only for the first ones. */

import type { S3Keys } from '#server/config/recording/s3-keys.ts';
import type { Clock } from '#server/ports.ts';

export interface ExpiringKeys extends S3Keys {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What signs requests: asked for each of them. */
export interface KeysInHand {
  /** @throws StoreError where there are none */
  current(): Promise<S3Keys>;
}

/** So long before they expire, in milliseconds, somebody asks for the next ones. */
export const EARLY_MS = 5 * 60_000;

/** The store's clock may be ahead: the last minute does not count. */
const LAST_MS = 60_000;

/** Between two renewals while the keys still work. */
const AGAIN_MS = 10_000;

export class RenewedKeys implements KeysInHand {
  readonly #ask: () => Promise<ExpiringKeys>;
  readonly #clock: Pick<Clock, 'now'>;
  #keys: ExpiringKeys | undefined;
  #renewal: Promise<ExpiringKeys> | undefined;
  #againAt = Number.NEGATIVE_INFINITY;

  /** @param ask gets new keys within a time limit. @throws StoreError */
  constructor(ask: () => Promise<ExpiringKeys>, clock: Pick<Clock, 'now'>) {
    this.#ask = ask;
    this.#clock = clock;
  }

  async current(): Promise<S3Keys> {
    const keys = this.#keys;
    const now = this.#clock.now();
    const left = keys === undefined ? 0 : keys.expiresAt - now;
    if (keys === undefined || left <= LAST_MS) return await this.#renewed();
    // A failure is told when the keys no longer work.
    if (left <= EARLY_MS && now >= this.#againAt) this.#renewed().catch(() => {});
    return keys;
  }

  #renewed(): Promise<ExpiringKeys> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
      this.#againAt = this.#clock.now() + AGAIN_MS;
    });
    return this.#renewal;
  }

  async #renew(): Promise<ExpiringKeys> {
    this.#keys = await this.#ask();
    return this.#keys;
  }
}
