/** The sign-ins that are in use, each with its newest tokens, in memory alone. All replicas know what has ended. */

import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { PodshellError, signInEnded } from '#protocol/problem.ts';
import type { Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { SharedEnds } from './shared-ends.ts';
import { type KnownSignIns, SharedRenewals } from './shared-renewals.ts';
import { type KeptSignIn, SignIn, type TokenRules } from './sign-in.ts';
import { type EndedSignIn, type Knowledge, signInCalls } from './sign-in-calls.ts';

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

export interface SignInsOptions<Tokens> {
  readonly rules: TokenRules<Tokens>;
  readonly clock: Clock;
  readonly peers: Peers;
  /** The shape of the tokens, for those that another replica tells. */
  readonly tokens: z.ZodType<Tokens>;
}

export class SignIns<Tokens> {
  readonly #options: SignInsOptions<Tokens>;
  readonly #entries = new Map<string, Entry<Tokens>>();
  /** Until when ended ones are remembered. */
  readonly #ended = new Map<string, number>();
  readonly #renewals: SharedRenewals<Tokens>;
  readonly #ends: SharedEnds<Tokens>;
  #cancelSweep: (() => void) | undefined;

  constructor(options: SignInsOptions<Tokens>) {
    this.#options = options;
    const calls = signInCalls(options.tokens);
    this.#renewals = new SharedRenewals({ ...options, calls, known: this.#known() });
    this.#ends = new SharedEnds({
      ...options,
      calls,
      remembered: {
        learn: (ended, detail) => this.#learnEnd(ended, detail),
        all: () => this.#allEnded(),
      },
    });
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
    const known = entry && knownIn(entry);
    if (kept.version > (entry?.shown ?? 1)) this.#renewals.tellShown(kept);
    if (entry === undefined || known === undefined) return this.#add(kept, kept.version);
    this.#hold(known);
    entry.shown = Math.max(entry.shown, kept.version);
    known.learn(kept);
    return known;
  }

  /**
   * Ends the sign-in that a cookie keeps, on every replica; its cookies open nothing any more. Resolves to its newest
   * known state.
   */
  async end(kept: KeptSignIn<Tokens>): Promise<KeptSignIn<Tokens>> {
    const known = this.#knownOf(kept.id);
    known?.learn(kept);
    const newest = known?.kept ?? kept;
    const ended = { id: kept.id, until: this.#remembersUntil(newest.tokens) };
    this.#remember(ended);
    known?.end(signInEnded());
    const told = await this.#ends.tell(ended, signInEnded().message);
    return told.reduce(
      (one, { kept: other }) => (other !== null && other.version > one.version ? other : one),
      newest,
    );
  }

  /** Resolves once the sign-outs are known that the other replicas know of. Never rejects. */
  caughtUp(): Promise<void> {
    return this.#ends.caughtUp();
  }

  /** Ends timers; what is signed in stays so. */
  dispose(): void {
    this.#cancelSweep?.();
    this.#renewals.dispose();
    this.#ends.dispose();
    for (const entry of this.#entries.values()) knownIn(entry)?.dispose();
    this.#entries.clear();
  }

  #knownOf(id: string): SignIn<Tokens> | undefined {
    const entry = this.#entries.get(id);
    return entry && knownIn(entry);
  }

  #known(): KnownSignIns<Tokens> {
    return {
      of: (id) => this.#knowledgeOf(id),
      take: (kept, keeps) => {
        const known = this.#knownOf(kept.id);
        known?.learn(kept);
        if (keeps && known !== undefined) this.#hold(known);
        else if (keeps && !this.#ended.has(kept.id)) this.#add(kept, 0);
      },
      shown: (id, version) => {
        const entry = this.#entries.get(id);
        if (entry !== undefined) entry.shown = Math.max(entry.shown, version);
      },
      ended: (id) => {
        const known = this.#knownOf(id);
        const tokens = known?.kept.tokens;
        const until =
          tokens === undefined ? this.#now() + REMEMBER_RENEWABLE_MS : this.#remembersUntil(tokens);
        this.#learnEnd({ id, until }, undefined);
      },
      unshown: () => this.#unshown(),
    };
  }

  #knowledgeOf(id: string): Knowledge<Tokens> {
    return { kept: this.#knownOf(id)?.kept ?? null, ended: this.#ended.has(id) };
  }

  *#unshown(): Generator<KeptSignIn<Tokens>, undefined> {
    for (const entry of this.#entries.values()) {
      const kept = knownIn(entry)?.kept;
      if (kept !== undefined && kept.version > Math.max(1, entry.shown)) yield kept;
    }
  }

  *#allEnded(): Generator<EndedSignIn, undefined> {
    for (const [id, until] of this.#ended) yield { id, until };
  }

  #learnEnd(ended: EndedSignIn, detail: string | undefined): Knowledge<Tokens> {
    const before = this.#knowledgeOf(ended.id);
    const known = this.#knownOf(ended.id);
    if (ended.until > this.#now()) this.#remember(ended);
    known?.end(detail === undefined ? signInEnded() : new PodshellError('unauthenticated', detail));
    return before;
  }

  #add(kept: KeptSignIn<Tokens>, shown: number): SignIn<Tokens> {
    const { rules, clock } = this.#options;
    const signIn = new SignIn(kept, rules, clock, (old, isUrgent) => this.#renewals.renew(old, isUrgent));
    signIn.ended.addEventListener('abort', () => this.#onEnded(signIn), { once: true });
    const entry = { held: signIn, weak: new WeakRef(signIn), usedAt: clock.now(), shown };
    this.#entries.set(kept.id, entry);
    this.#sweepLater();
    return signIn;
  }

  /** Where the provider has ended it, the other replicas do not know yet. Those that expire end everywhere by themselves. */
  #onEnded({ kept, ended: { reason } }: SignIn<Tokens>): void {
    const { id, tokens } = kept;
    const isKnown = this.#ended.has(id);
    const ended = { id, until: this.#remembersUntil(tokens) };
    this.#remember(ended);
    if (!isKnown && this.#options.rules.canRenew(tokens)) void this.#ends.tell(ended, reason.message);
  }

  #remembersUntil(tokens: Tokens): number {
    const { rules } = this.#options;
    const now = this.#now();
    return rules.canRenew(tokens)
      ? now + REMEMBER_RENEWABLE_MS
      : Math.max(now + REMEMBER_ENDED_MS, rules.expiresAt(tokens) ?? 0);
  }

  #remember({ id, until }: EndedSignIn): void {
    this.#entries.delete(id);
    this.#ended.set(id, until);
    this.#sweepLater();
  }

  #hold(signIn: SignIn<Tokens>): void {
    const entry = this.#entries.get(signIn.kept.id);
    if (entry === undefined) return;
    entry.held = signIn;
    entry.usedAt = this.#now();
  }

  #now(): number {
    return this.#options.clock.now();
  }

  #sweepLater(): void {
    this.#cancelSweep ??= this.#options.clock.after(IDLE_MS, () => this.#sweep());
  }

  /**
   * Forgets what is idle. A shell may still use the sign-in, so it is only let go of: who uses it keeps it, and a
   * request finds it again.
   */
  #sweep(): void {
    const now = this.#now();
    for (const [id, entry] of this.#entries) {
      const known = knownIn(entry);
      if (known === undefined) this.#entries.delete(id);
      else if (entry.usedAt <= now - this.#keepsFor(entry, known)) entry.held = undefined;
    }
    for (const [id, until] of this.#ended) if (until <= now) this.#ended.delete(id);
    this.#cancelSweep = undefined;
    if (this.#entries.size > 0 || this.#ended.size > 0) this.#sweepLater();
  }

  #keepsFor({ shown }: Entry<Tokens>, { kept }: SignIn<Tokens>): number {
    return shown >= kept.version || !this.#renewals.isKeeper(kept.id) ? IDLE_MS : IDLE_UNSHOWN_MS;
  }
}

function knownIn<Tokens>({ held, weak }: Entry<Tokens>): SignIn<Tokens> | undefined {
  return held ?? weak.deref();
}
