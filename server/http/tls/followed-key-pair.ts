/** The certificate and key as their files are now: read again when they change, so that a renewal needs no restart. */

import { fileState, lookEvery } from '#server/changing-files.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { type KeyPair, type KeyPairFiles, readKeyPair } from './key-pair.ts';

export interface FollowOptions {
  readonly files: KeyPairFiles;
  /** As read from the files at the start. */
  readonly first: KeyPair;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How often the files are looked at, in milliseconds. */
export const POLL_MS = 1000;

/** A pair that is not valid is not used: the last one stays. */
export class FollowedKeyPair {
  readonly #options: FollowOptions;
  readonly #listeners = new Set<(pair: KeyPair) => void>();
  #current: KeyPair;
  /** Of the files when they were read last; undefined before the first look. */
  #seen: string | undefined;
  /** The state in which they were not valid at the last look: perhaps one of the two was written just then. */
  #suspect: string | undefined;
  readonly #stopLooking: () => void;
  #disposed = false;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#current = options.first;
    this.#warnIfExpired();
    this.#stopLooking = lookEvery(options.clock, POLL_MS, () => this.#look());
  }

  get current(): KeyPair {
    return this.#current;
  }

  /** Calls back after each change. */
  onChange(listener: (pair: KeyPair) => void): void {
    this.#listeners.add(listener);
  }

  /** Stops looking at the files. Idempotent. */
  dispose(): void {
    this.#disposed = true;
    this.#stopLooking();
    this.#listeners.clear();
  }

  async #look(): Promise<void> {
    const { files, logger } = this.#options;
    const state = (await Promise.all([fileState(files.cert), fileState(files.key)])).join();
    if (this.#disposed || state === this.#seen) return;
    let next: KeyPair;
    try {
      next = readKeyPair(files);
    } catch (error) {
      if (this.#suspect !== state) {
        this.#suspect = state;
        return;
      }
      this.#seen = state;
      const reason = (error as Error).message;
      logger.warn(
        { reason },
        'The changed TLS certificate or key is not valid, so the last pair stays in use',
      );
      return;
    }
    this.#seen = state;
    if (next.fingerprint === this.#current.fingerprint) return;
    this.#current = next;
    logger.info({ expires: new Date(next.expiresAt).toISOString() }, 'The TLS certificate has changed');
    this.#warnIfExpired();
    for (const listener of this.#listeners) listener(next);
  }

  #warnIfExpired(): void {
    const { clock, logger } = this.#options;
    const { expiresAt } = this.#current;
    if (expiresAt > clock.now()) return;
    logger.warn(
      { expires: new Date(expiresAt).toISOString() },
      'The TLS certificate has expired: browsers refuse it',
    );
  }
}
