/** How long a process may live: a longest life, and a longest time without a key. Either may be off. */

import type { EndCode } from '#protocol/end-codes.ts';
import type { Clock } from '#server/ports.ts';
import type { TerminalLimits } from '../limits.ts';

/** Why a session is ended that its page did not end: a stable code, and a sentence for the user. */
export interface Expiry {
  readonly code: Extract<
    EndCode,
    | 'idle-limit'
    | 'life-limit'
    | 'unattached-limit'
    | 'token-expired'
    | 'drain-over'
    | 'recording-failed'
    | 'closed-by-user'
  >;
  readonly reason: string;
  /** The sentence where the session is attached to a container's main process, which goes on. */
  readonly detached: string;
}

/** What follows the reason in {@link Expiry.detached}. */
export const KEEPS_RUNNING = "The container's process keeps running. Attach again.";

export interface LifetimeListener {
  /** A limit was reached. */
  onExpired(expiry: Expiry): void;
}

export class Lifetime {
  readonly #clock: Clock;
  readonly #patience: Clock;
  readonly #limits: Pick<TerminalLimits, 'idleMs' | 'lifeMs'>;
  readonly #listener: LifetimeListener;
  #lastInputAt = 0;
  #cancelLife: (() => void) | undefined;
  #cancelIdle: (() => void) | undefined;

  /** @param patience the clock of the time without a key */
  constructor(
    clock: Clock,
    patience: Clock,
    limits: Pick<TerminalLimits, 'idleMs' | 'lifeMs'>,
    listener: LifetimeListener,
  ) {
    this.#clock = clock;
    this.#patience = patience;
    this.#limits = limits;
    this.#listener = listener;
  }

  /** The process starts. */
  start(): void {
    const { idleMs, lifeMs } = this.#limits;
    this.#lastInputAt = this.#patience.now();
    if (idleMs > 0) this.#awaitIdle(idleMs);
    if (lifeMs === 0) return;
    this.#cancelLife = this.#clock.after(lifeMs, () =>
      this.#expire({
        code: 'life-limit',
        reason: `This shell has reached the longest life that this server allows, ${words(lifeMs)}. Open a new one.`,
        detached: `This terminal has been attached for ${words(lifeMs)}, the longest that this server allows. ${KEEPS_RUNNING}`,
      }),
    );
  }

  /** The user typed. */
  onInput(): void {
    this.#lastInputAt = this.#patience.now();
  }

  cancel(): void {
    this.#cancelLife?.();
    this.#cancelIdle?.();
  }

  #awaitIdle(ms: number): void {
    this.#cancelIdle = this.#patience.after(ms, () => {
      const { idleMs } = this.#limits;
      const left = this.#lastInputAt + idleMs - this.#patience.now();
      if (left > 0) this.#awaitIdle(left);
      else {
        this.#expire({
          code: 'idle-limit',
          reason: `Nothing was typed for ${words(idleMs)}, so this server has ended the shell. Open a new one.`,
          detached: `Nothing was typed for ${words(idleMs)}, so this server has detached. ${KEEPS_RUNNING}`,
        });
      }
    });
  }

  #expire(expiry: Expiry): void {
    this.cancel();
    this.#listener.onExpired(expiry);
  }
}

function words(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
