/** The sign-ins that are in use, each with its newest tokens, in memory alone. */

import { randomBytes } from 'node:crypto';
import { signInEnded } from '#protocol/problem.ts';
import type { Clock } from '#server/ports.ts';
import { type KeptSignIn, SignIn, type TokenRules } from './sign-in.ts';

/** A sign-in that nobody used for this long is forgotten, if the browser has its newest tokens. Milliseconds. */
const IDLE_MS = 10 * 60_000;

/** The same for one whose browser has not shown the newest tokens: it may be asleep, or gone for good. Milliseconds. */
const IDLE_UNSHOWN_MS = 24 * 3_600_000;

/** How long an ended sign-in is remembered at least, so that a copy of its cookie opens nothing. */
const REMEMBER_ENDED_MS = 24 * 3_600_000;

/** The same for one that could be renewed: not every provider takes refresh tokens back, and they live for weeks. */
const REMEMBER_RENEWABLE_MS = 90 * 24 * 3_600_000;

interface Entry<Tokens> {
  /** Undefined while nobody uses the sign-in but, perhaps, a shell. */
  held: SignIn<Tokens> | undefined;
  readonly weak: WeakRef<SignIn<Tokens>>;
  usedAt: number;
  /** The newest version that a browser has shown. */
  shown: number;
}

export class SignIns<Tokens> {
  readonly #rules: TokenRules<Tokens>;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry<Tokens>>();
  /** Until when ended ones are remembered. */
  readonly #ended = new Map<string, number>();
  #cancelSweep: (() => void) | undefined;

  constructor(rules: TokenRules<Tokens>, clock: Clock) {
    this.#rules = rules;
    this.#clock = clock;
  }

  /** A new sign-in. */
  begin(tokens: Tokens): SignIn<Tokens> {
    const id = randomBytes(16).toString('base64url');
    return this.#add({ id, version: 1, tokens }, 0);
  }

  /**
   * The sign-in that a cookie keeps, with the newest tokens that are known of it.
   * @throws PodshellError `unauthenticated` when it has ended
   */
  find(kept: KeptSignIn<Tokens>): SignIn<Tokens> {
    if (this.#ended.has(kept.id)) throw signInEnded();
    const entry = this.#entries.get(kept.id);
    const known = entry?.held ?? entry?.weak.deref();
    if (entry === undefined || known === undefined) return this.#add(kept, kept.version);
    entry.held = known;
    entry.usedAt = this.#clock.now();
    entry.shown = Math.max(entry.shown, kept.version);
    known.learn(kept);
    return known;
  }

  /** Ends the sign-in that a cookie keeps; its cookies open nothing any more. Returns its newest known state. */
  end(kept: KeptSignIn<Tokens>): KeptSignIn<Tokens> {
    const entry = this.#entries.get(kept.id);
    const known = entry?.held ?? entry?.weak.deref();
    if (known === undefined) {
      this.#remember(kept);
      return kept;
    }
    known.learn(kept);
    known.end(signInEnded());
    return known.kept;
  }

  /** Ends timers; what is signed in stays so. */
  dispose(): void {
    this.#cancelSweep?.();
    for (const { held, weak } of this.#entries.values()) (held ?? weak.deref())?.dispose();
    this.#entries.clear();
  }

  #add(kept: KeptSignIn<Tokens>, shown: number): SignIn<Tokens> {
    const signIn = new SignIn(kept, this.#rules, this.#clock);
    signIn.ended.addEventListener('abort', () => this.#remember(signIn.kept), { once: true });
    const entry = { held: signIn, weak: new WeakRef(signIn), usedAt: this.#clock.now(), shown };
    this.#entries.set(kept.id, entry);
    this.#cancelSweep ??= this.#clock.after(IDLE_MS, () => this.#sweep());
    return signIn;
  }

  #remember({ id, tokens }: KeptSignIn<Tokens>): void {
    const now = this.#clock.now();
    const until = this.#rules.canRenew(tokens)
      ? now + REMEMBER_RENEWABLE_MS
      : Math.max(now + REMEMBER_ENDED_MS, this.#rules.expiresAt(tokens) ?? 0);
    this.#entries.delete(id);
    this.#ended.set(id, until);
    this.#cancelSweep ??= this.#clock.after(IDLE_MS, () => this.#sweep());
  }

  /**
   * Forgets what is idle. A shell may still use the sign-in, so it is only let go of: who uses it keeps it, and a
   * request finds it again.
   */
  #sweep(): void {
    const now = this.#clock.now();
    for (const [id, entry] of this.#entries) {
      const known = entry.held ?? entry.weak.deref();
      if (known === undefined) this.#entries.delete(id);
      else if (entry.usedAt <= now - this.#keepsFor(entry, known)) entry.held = undefined;
    }
    for (const [id, until] of this.#ended) if (until <= now) this.#ended.delete(id);
    const isEmpty = this.#entries.size === 0 && this.#ended.size === 0;
    this.#cancelSweep = isEmpty ? undefined : this.#clock.after(IDLE_MS, () => this.#sweep());
  }

  #keepsFor({ shown }: Entry<Tokens>, { kept }: SignIn<Tokens>): number {
    return shown >= kept.version ? IDLE_MS : IDLE_UNSHOWN_MS;
  }
}
