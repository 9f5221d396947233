import { setMaxListeners } from 'node:events';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { Clock } from '#server/ports.ts';

/** What a cookie keeps of a sign-in. */
export interface KeptSignIn<Tokens> {
  /** Names the sign-in for as long as it is renewed. */
  readonly id: string;
  /** Grows with each renewal. */
  readonly version: number;
  readonly tokens: Tokens;
}

/** What a mode knows of its tokens. */
export interface TokenRules<Tokens> {
  /** Milliseconds since the epoch; undefined: they do not expire. */
  expiresAt(tokens: Tokens): number | undefined;
  /** True if {@link renew} may be tried. */
  canRenew(tokens: Tokens): boolean;
  /**
   * New tokens for the same user.
   * @throws PodshellError `unauthenticated` when the provider refuses for good; any other error is taken to pass
   */
  renew(tokens: Tokens): Promise<Tokens>;
}

/**
 * The sign-in with newer tokens.
 * @param isUrgent false while the tokens are still valid
 * @throws as {@link TokenRules.renew}
 */
export type Renew<Tokens> = (kept: KeptSignIn<Tokens>, isUrgent: boolean) => Promise<KeptSignIn<Tokens>>;

/** One request to the provider. Throws as {@link TokenRules.renew}. */
export async function renewed<Tokens>(
  kept: KeptSignIn<Tokens>,
  rules: TokenRules<Tokens>,
): Promise<KeptSignIn<Tokens>> {
  return { ...kept, version: kept.version + 1, tokens: await rules.renew(kept.tokens) };
}

/** Tokens are renewed this long before they expire, or in the last tenth of a shorter life. Milliseconds. */
const RENEW_BEFORE_MS = 30_000;

/** Waits between attempts to renew tokens that have expired already. Milliseconds. */
const RETRY_MS = [250, 1000, 2500];

/** No attempt begins later than this after the first: requests wait 10 s, and the last attempt takes its time. */
const LAST_ATTEMPT_MS = 4000;

/** Tokens that a cluster refuses are not renewed for this long: a cluster that trusts none would ask for ever. */
const NEW_MS = 30_000;

/** After an attempt that failed for a passing reason, tokens that are still valid are used this long. Milliseconds. */
const CALM_MS = 5000;

/**
 * One sign-in of one user. Its tokens are renewed when somebody needs them, once for all who wait. It ends when they
 * expire and cannot be renewed, when the provider refuses, and when the user signs out.
 */
export class SignIn<Tokens> {
  readonly #rules: TokenRules<Tokens>;
  readonly #clock: Clock;
  readonly #newer: Renew<Tokens>;
  readonly #end = new AbortController();
  #kept: KeptSignIn<Tokens>;
  /** When {@link #kept} began, for how long its tokens live. */
  #receivedAt: number;
  #renewing: { readonly isUrgent: boolean; readonly tokens: Promise<Tokens> } | undefined;
  #calmUntil = 0;
  #cancelExpiry: (() => void) | undefined;

  /** @param renew undefined: this sign-in alone asks its provider */
  constructor(kept: KeptSignIn<Tokens>, rules: TokenRules<Tokens>, clock: Clock, renew?: Renew<Tokens>) {
    this.#rules = rules;
    this.#clock = clock;
    this.#newer = renew ?? ((old) => renewed(old, rules));
    this.#kept = kept;
    this.#receivedAt = clock.now();
    // Each of a user's streams and terminals listens.
    setMaxListeners(0, this.#end.signal);
    this.#followExpiry();
  }

  /** For the cookie: the newest tokens. */
  get kept(): KeptSignIn<Tokens> {
    return this.#kept;
  }

  /** Aborts when the sign-in has ended; its reason is the PodshellError to answer with. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  /** When the tokens expire that are known now; undefined: never. */
  get expiresAt(): number | undefined {
    return this.#rules.expiresAt(this.#kept.tokens);
  }

  /**
   * Tokens that are valid now.
   * @param isRefused true for tokens that a cluster has just refused. Those that are still new are given all the same:
   *   others would be refused too
   * @throws PodshellError `unauthenticated` when the sign-in has ended, `sign-in-unavailable` when it cannot be renewed
   *   now
   */
  async current(isRefused: (tokens: Tokens) => boolean = () => false): Promise<Tokens> {
    this.#end.signal.throwIfAborted();
    const { tokens } = this.#kept;
    const canRenew = this.#rules.canRenew(tokens);
    const mustRenew = this.#hasExpired() || (isRefused(tokens) && !(canRenew && this.#isNew()));
    if (!mustRenew && !this.#isAging()) return tokens;
    if (!canRenew) {
      if (!mustRenew) return tokens;
      this.end(expired());
      throw expired();
    }
    try {
      return await this.#renewed(mustRenew);
    } catch (error) {
      this.#end.signal.throwIfAborted();
      if (!mustRenew) return this.#hasExpired() ? this.current(isRefused) : tokens;
      throw new PodshellError(
        'sign-in-unavailable',
        "Your sign-in can't be renewed, because the identity provider does not answer. Try again in a moment.",
        { cause: error },
      );
    }
  }

  /** Takes over the newer tokens that a browser has shown: another replica has renewed them. */
  learn(kept: KeptSignIn<Tokens>): void {
    if (!this.#end.signal.aborted && kept.version > this.#kept.version) this.#take(kept);
  }

  /** Ends the sign-in. Idempotent. */
  end(reason: PodshellError): void {
    this.#cancelExpiry?.();
    this.#end.abort(reason);
  }

  /** Ends the timer. */
  dispose(): void {
    this.#cancelExpiry?.();
  }

  /** One renewal at a time, for all who wait. Who must have it does not rely on a single attempt of somebody else. */
  async #renewed(isUrgent: boolean): Promise<Tokens> {
    const running = this.#renewing;
    if (running !== undefined && (running.isUrgent || !isUrgent)) return running.tokens;
    if (running !== undefined) {
      try {
        return await running.tokens;
      } catch {
        this.#end.signal.throwIfAborted();
        return this.#renewed(isUrgent);
      }
    }
    const tokens = this.#renew(isUrgent).finally(() => {
      this.#renewing = undefined;
    });
    this.#renewing = { isUrgent, tokens };
    return tokens;
  }

  async #renew(isUrgent: boolean): Promise<Tokens> {
    const giveUpAt = this.#clock.now() + LAST_ATTEMPT_MS;
    for (const wait of isUrgent ? [...RETRY_MS, undefined] : [undefined]) {
      const old = this.#kept;
      try {
        const newer = await this.#newer(old, isUrgent);
        this.#end.signal.throwIfAborted();
        this.learn(newer);
        return this.#kept.tokens;
      } catch (error) {
        this.#end.signal.throwIfAborted();
        // Refused because another replica has renewed them meanwhile: its tokens count.
        if (this.#kept !== old && !this.#hasExpired()) return this.#kept.tokens;
        if (isFinal(error) && this.#kept === old) {
          this.end(error);
          throw error;
        }
        this.#calmUntil = this.#clock.now() + CALM_MS;
        if (wait === undefined || this.#clock.now() + wait > giveUpAt) throw error;
        await new Promise<void>((resolve) => this.#clock.after(wait, resolve));
        this.#end.signal.throwIfAborted();
      }
    }
    throw new Error('unreachable');
  }

  #take(kept: KeptSignIn<Tokens>): void {
    this.#kept = kept;
    this.#receivedAt = this.#clock.now();
    this.#followExpiry();
  }

  #hasExpired(): boolean {
    return this.#clock.now() >= (this.expiresAt ?? Number.POSITIVE_INFINITY);
  }

  #isNew(): boolean {
    return this.#clock.now() < this.#receivedAt + NEW_MS;
  }

  /** True when the tokens expire soon and renewing them was not tried just now. */
  #isAging(): boolean {
    const { expiresAt } = this;
    const now = this.#clock.now();
    if (expiresAt === undefined || now < this.#calmUntil) return false;
    const life = expiresAt - this.#receivedAt;
    return now >= expiresAt - Math.min(RENEW_BEFORE_MS, life / 10);
  }

  /** What cannot be renewed ends on time. What can is renewed when it is used. */
  #followExpiry(): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = undefined;
    const { expiresAt } = this;
    if (expiresAt === undefined || this.#rules.canRenew(this.#kept.tokens)) return;
    this.#cancelExpiry = this.#clock.after(Math.max(0, expiresAt - this.#clock.now()), () => {
      // Timers may be early.
      if (this.#hasExpired()) this.end(expired());
      else this.#followExpiry();
    });
  }
}

function isFinal(error: unknown): error is PodshellError {
  return isPodshellError(error) && error.code === 'unauthenticated';
}

function expired(): PodshellError {
  return new PodshellError('unauthenticated', 'Your sign-in has expired. Sign in again.');
}
