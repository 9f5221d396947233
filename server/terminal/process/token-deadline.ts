/**
 * Ends a shell before its user's token expires, because nobody could end its process afterwards, and warns some minutes
 * before. Concerns only tokens whose end is known and that cannot be renewed, or no longer.
 */

import type { Clock } from '#server/ports.ts';
import { type Expiry, KEEPS_RUNNING } from './lifetime.ts';
import type { SessionCallers } from './session-callers.ts';

/** The user is warned this long before the end, or in the second half of a shorter time. Milliseconds. */
const WARN_MS = 5 * 60_000;

export interface TokenDeadlineOptions {
  readonly clock: Clock;
  readonly callers: SessionCallers;
  /** The session has started no process, so its end ends none. */
  readonly attached: boolean;
  readonly listener: TokenDeadlineListener;
}

export interface TokenDeadlineListener {
  /** The user's token expires soon. @param text a sentence for the user */
  onTokenExpiring(text: string): void;
  onExpired(expiry: Expiry): void;
}

export class TokenDeadline {
  readonly #options: TokenDeadlineOptions;
  /** Undefined while no end is known. */
  #cancel: (() => void) | undefined;
  /** The end that the user was warned of. */
  #warnedOf: number | undefined;

  constructor(options: TokenDeadlineOptions) {
    this.#options = options;
  }

  /** Waits for the end of the newest token. Call it again when the user has come back with another. */
  follow(): void {
    this.#warnedOf = undefined;
    this.#check();
  }

  /**
   * A sign-in has ended, and renews its token no more. If that has all but expired, the provider has refused to renew it
   * while the shell was in use: the shell stays, for its user to sign in again.
   */
  signInEnded(): void {
    const { callers, clock } = this.#options;
    if (clock.now() < (callers.deadline?.at ?? Number.POSITIVE_INFINITY)) this.#check();
  }

  cancel(): void {
    this.#cancel?.();
  }

  /** Looks anew each time: a proxy may have sent a newer token meanwhile. */
  #check(): void {
    const { attached, callers, clock, listener } = this.#options;
    this.#cancel?.();
    const { deadline } = callers;
    if (deadline === undefined) return;
    const { at, since } = deadline;
    const now = clock.now();
    const warnAt = at - Math.min(WARN_MS, Math.max(0, at - since) / 2);
    if (now < warnAt) {
      this.#wait(warnAt);
    } else if (now < at) {
      if (this.#warnedOf !== at) listener.onTokenExpiring(warning(at - now, attached));
      this.#warnedOf = at;
      this.#wait(at);
    } else listener.onExpired({ code: 'token-expired', reason: EXPIRED, detached: EXPIRED_ATTACHED });
  }

  #wait(until: number): void {
    const { clock } = this.#options;
    this.#cancel = clock.after(until - clock.now(), () => this.#check());
  }
}

const EXPIRED =
  'Your token is about to expire, so this server has ended the shell: nobody could have ended it later. ' +
  'Sign in with a new token and open a new shell.';

const EXPIRED_ATTACHED = `Your token is about to expire, so this server has detached. ${KEEPS_RUNNING}`;

function warning(ms: number, attached: boolean): string {
  const minutes = Math.round(ms / 60_000);
  const left = minutes > 0 ? `${minutes} min` : `${Math.max(1, Math.round(ms / 1000))} s`;
  if (attached) {
    return (
      `Your token expires soon, and this terminal detaches then, in ${left}. The container's process keeps running. ` +
      'Sign in with a new token and reopen this terminal before.'
    );
  }
  return (
    `Your token expires soon, and this shell ends with it, in ${left}. Save your work, ` +
    'or sign in with a new token and reopen this shell before.'
  );
}
