/**
 * New tokens for a sign-in, once for all replicas: its home asks the provider. Many providers end a sign-in whose refresh
 * token is shown twice (RFC 9700, section 4.14.2).
 */

import { isPodshellError, PodshellError, signInEnded } from '#protocol/problem.ts';
import { askAll, callWhileAlive, otherHome } from '#server/peers/asking.ts';
import type { Peer, Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { type KeptSignIn, renewed, type TokenRules } from './sign-in.ts';
import type { Knowledge, NewestQuestion, Renewal, SignInCalls } from './sign-in-calls.ts';

/** What this replica knows of sign-ins. */
export interface KnownSignIns<Tokens> {
  of(id: string): Knowledge<Tokens>;
  /** Takes newer tokens over. @param keeps true: also those of a sign-in that nobody uses here */
  take(kept: KeptSignIn<Tokens>, keeps: boolean): void;
  /** A browser has shown these tokens. */
  shown(id: string, version: number): void;
  /** Another replica says that the sign-in has ended. */
  ended(id: string): void;
  /** Those with tokens that no browser has shown yet: they are nowhere but in memory. */
  unshown(): Iterable<KeptSignIn<Tokens>>;
}

export interface SharedRenewalsOptions<Tokens> {
  readonly peers: Peers;
  readonly calls: SignInCalls<Tokens>;
  readonly rules: TokenRules<Tokens>;
  readonly clock: Clock;
  readonly known: KnownSignIns<Tokens>;
}

/** The home may wait for a provider's metadata and its answer, each as long as PROVIDER_TIMEOUT_MS. Milliseconds. */
const RENEW_TIMEOUT_MS = 8000;

/** A replica that shows the refresh token answers others after the provider has. Milliseconds. */
const NEWEST_TIMEOUT_MS = 4000;

const TOLD_TIMEOUT_MS = 2000;

/** Replicas that see each other differently may name each other as the home. */
const MOST_HOPS = 2;

/** A refusal counts at the latest so long after the tokens' end, whoever may have others. Milliseconds. */
const DOUBT_MS = 60_000;

/** Sign-ins in one message: each may have 10 kB. */
const TOLD_AT_ONCE = 50;

/** A renewal by this replica. */
interface UnderWay<Tokens> {
  /** When the other replicas were asked. */
  readonly at: number;
  readonly renewed: Promise<KeptSignIn<Tokens>>;
  /** The refresh token is shown to the provider. */
  isShowing: boolean;
}

export class SharedRenewals<Tokens> {
  readonly #options: SharedRenewalsOptions<Tokens>;
  readonly #underWay = new Map<string, UnderWay<Tokens>>();
  /** The latest time of a question: Lamport's clock, in milliseconds since the epoch or later. */
  #latest = 0;
  /** Who was asked to renew these tokens and has not answered: it may have shown the refresh token. */
  readonly #asked = new WeakMap<KeptSignIn<Tokens>, string>();
  /** Who was told these tokens in order to keep them. */
  readonly #toldTo = new WeakMap<KeptSignIn<Tokens>, Set<string>>();
  readonly #stopListening: () => void;

  constructor(options: SharedRenewalsOptions<Tokens>) {
    this.#options = options;
    const { peers, calls, known } = options;
    peers.serve(calls.renew, ({ kept, hops }) => this.#answer(kept, hops));
    peers.serve(calls.renewed, ({ kept, keepers }) => {
      for (const one of kept) known.take(one, keepers.includes(peers.self.id));
      return {};
    });
    peers.serve(calls.shown, ({ id, version }) => {
      known.shown(id, version);
      return {};
    });
    peers.serve(calls.newest, (question) => this.#answerNewest(question));
    this.#stopListening = peers.onChange(() => this.#tellNewKeepers());
  }

  dispose(): void {
    this.#stopListening();
  }

  /** True where this replica keeps tokens of the sign-in that no browser has shown yet. */
  isKeeper(id: string): boolean {
    return this.#keepersOf(id).includes(undefined);
  }

  /**
   * The sign-in with newer tokens.
   * @param isUrgent false while the tokens are still valid
   * @throws PodshellError `unauthenticated` when it has ended; any other error is taken to pass
   */
  async renew(kept: KeptSignIn<Tokens>, isUrgent: boolean): Promise<KeptSignIn<Tokens>> {
    const asked = this.#asked.get(kept);
    if (!isUrgent && asked !== undefined && this.#options.peers.fateOf(asked).kind === 'unreachable') {
      throw new Error('A replica that does not answer may be renewing the sign-in');
    }
    return this.#ask(kept, 0);
  }

  /** Tells those that keep the newest tokens that a browser has them. */
  tellShown({ id, version }: KeptSignIn<Tokens>): void {
    const { peers, calls } = this.#options;
    for (const keeper of this.#keepersOf(id)) {
      if (keeper !== undefined) peers.call(keeper, calls.shown, { id, version }).catch(() => {});
    }
  }

  #homeOf(id: string): Peer | undefined {
    return this.#options.peers.homeOf(`sign-in ${id}`);
  }

  /** The home, and another replica in case the home is killed. Undefined: this one. */
  #keepersOf(id: string): readonly (Peer | undefined)[] {
    const { peers } = this.#options;
    const home = this.#homeOf(id);
    return peers.live.length === 0 ? [home] : [home, otherHome(peers, `sign-in ${id} copy`, home)];
  }

  async #ask(kept: KeptSignIn<Tokens>, hops: number): Promise<KeptSignIn<Tokens>> {
    const { peers, calls } = this.#options;
    const home = hops < MOST_HOPS ? this.#homeOf(kept.id) : undefined;
    if (home === undefined) return this.#here(kept);
    this.#asked.set(kept, home.id);
    const answer = await callWhileAlive(peers, home, calls.renew, { kept, hops: hops + 1 }, RENEW_TIMEOUT_MS);
    this.#asked.delete(kept);
    if (answer.kind === 'over') throw new PodshellError('unauthenticated', answer.detail);
    if (answer.kind === 'failed') throw new Error(answer.why);
    return answer.kept;
  }

  async #answer(kept: KeptSignIn<Tokens>, hops: number): Promise<Renewal<Tokens>> {
    try {
      return { kind: 'renewed', kept: await this.#ask(kept, hops) };
    } catch (error) {
      if (isFinal(error)) return { kind: 'over', detail: error.message };
      return { kind: 'failed', why: error instanceof Error ? error.message : 'unknown' };
    }
  }

  #here(kept: KeptSignIn<Tokens>): Promise<KeptSignIn<Tokens>> {
    const running = this.#underWay.get(kept.id);
    if (running !== undefined) return running.renewed;
    const { promise, resolve } = Promise.withResolvers<KeptSignIn<Tokens>>();
    this.#latest = Math.max(this.#latest + 1, this.#options.clock.now());
    const underWay: UnderWay<Tokens> = { at: this.#latest, renewed: promise, isShowing: false };
    this.#underWay.set(kept.id, underWay);
    resolve(this.#renewHere(kept, underWay).finally(() => this.#underWay.delete(kept.id)));
    return promise;
  }

  async #renewHere(asked: KeptSignIn<Tokens>, underWay: UnderWay<Tokens>): Promise<KeptSignIn<Tokens>> {
    const { peers, calls, rules, known } = this.#options;
    const kept = peers.live.length === 0 ? asked : await this.#newest(asked, underWay.at);
    if (kept.version > asked.version && !this.#hasExpired(kept)) return kept;
    try {
      underWay.isShowing = true;
      const newer = await renewed(kept, rules);
      known.take(newer, true);
      const keepers = this.#keepersOf(kept.id).map((peer) => peer?.id ?? peers.self.id);
      void askAll(peers, calls.renewed, { kept: [newer], keepers }, TOLD_TIMEOUT_MS);
      return newer;
    } catch (error) {
      if (!isFinal(error)) throw error;
      const later = await this.#newest(kept, underWay.at);
      if (later.version > kept.version) return later;
      throw this.#mayBeElsewhere(kept) ? new Error(error.message) : error;
    }
  }

  /** Also for those that the asker does not reach and this replica does. */
  async #answerNewest({ reached, ...question }: NewestQuestion): Promise<Knowledge<Tokens>> {
    const { peers, calls } = this.#options;
    const beyond = reached === undefined ? [] : peers.live.filter(({ id }) => !reached.includes(id));
    const asked = beyond.map((peer) =>
      callWhileAlive(peers, peer, calls.newest, question, NEWEST_TIMEOUT_MS).catch(() => NOTHING),
    );
    return (await Promise.all([this.#inTurn(question), ...asked])).reduce(newer);
  }

  /**
   * Replicas that see each other differently may renew one sign-in at the same time. Who asked first goes first, and the
   * other gets its answer (Ricart and Agrawala, 1981).
   */
  async #inTurn({ id, at, by }: NewestQuestion): Promise<Knowledge<Tokens>> {
    const { peers, known } = this.#options;
    this.#latest = Math.max(this.#latest, at);
    const own = this.#underWay.get(id);
    const isFirst = own !== undefined && (own.at < at || (own.at === at && peers.self.id < by));
    if (isFirst || own?.isShowing === true) await own?.renewed.catch(() => {});
    return known.of(id);
  }

  /**
   * The newest that any replica knows of a sign-in: the last home may have gone, or what it told may not have arrived.
   * @throws PodshellError `unauthenticated` when one of them knows that it has ended
   */
  async #newest(asked: KeptSignIn<Tokens>, at: number): Promise<KeptSignIn<Tokens>> {
    const { peers, calls, known } = this.#options;
    const { id } = asked;
    const by = peers.self.id;
    const reached = [by, ...peers.live.map((peer) => peer.id)];
    const { answers } = await askAll(peers, calls.newest, { id, at, by, reached }, NEWEST_TIMEOUT_MS);
    const told = answers.reduce((one, { answer }) => newer(one, answer), NOTHING as Knowledge<Tokens>);
    if (told.ended) known.ended(id);
    const newest = newer(known.of(id), told);
    if (newest.ended) throw signInEnded();
    return newest.kept !== null && newest.kept.version > asked.version ? newest.kept : asked;
  }

  /** While a replica does not answer, a refusal may mean no more than that it has the newer refresh token. */
  #mayBeElsewhere({ tokens }: KeptSignIn<Tokens>): boolean {
    const { peers, rules, clock } = this.#options;
    const isSplit = peers.isolated || peers.unreachable.length > 0;
    return isSplit && clock.now() < (rules.expiresAt(tokens) ?? 0) + DOUBT_MS;
  }

  #hasExpired({ tokens }: KeptSignIn<Tokens>): boolean {
    const { rules, clock } = this.#options;
    return clock.now() >= (rules.expiresAt(tokens) ?? Number.POSITIVE_INFINITY);
  }

  /** Tokens that are in memory alone outlive the replicas that keep them now. */
  #tellNewKeepers(): void {
    const { peers, calls, known } = this.#options;
    const toTell = new Map<Peer, KeptSignIn<Tokens>[]>();
    for (const kept of known.unshown()) {
      for (const keeper of this.#keepersOf(kept.id)) {
        const told = this.#toldTo.get(kept) ?? new Set();
        if (keeper === undefined || told.has(keeper.id)) continue;
        this.#toldTo.set(kept, told.add(keeper.id));
        const sameKeeper = toTell.get(keeper) ?? [];
        sameKeeper.push(kept);
        toTell.set(keeper, sameKeeper);
      }
    }
    for (const [keeper, all] of toTell) {
      for (let from = 0; from < all.length; from += TOLD_AT_ONCE) {
        const kept = all.slice(from, from + TOLD_AT_ONCE);
        peers.call(keeper, calls.renewed, { kept, keepers: [keeper.id] }).catch(() => {
          for (const one of kept) this.#toldTo.get(one)?.delete(keeper.id);
        });
      }
    }
  }
}

const NOTHING = { kept: null, ended: false } as const;

/** What two replicas know together. */
function newer<Tokens>(one: Knowledge<Tokens>, other: Knowledge<Tokens>): Knowledge<Tokens> {
  const isOther = (other.kept?.version ?? 0) > (one.kept?.version ?? 0);
  return { kept: isOther ? other.kept : one.kept, ended: one.ended || other.ended };
}

function isFinal(error: unknown): error is PodshellError {
  return isPodshellError(error) && error.code === 'unauthenticated';
}
