/**
 * Limits on the shells of a user and of a client address, over all replicas. The home of each counts: owners tell it how many
 * they have, and ask it before they issue one more. A home that does not answer keeps nobody from a shell: then each
 * replica counts its own.
 */

import { callWhileAlive, type Nothing } from '#server/peers/asking.ts';
import type { Peer, Peers, Replica } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import type { TerminalLimits } from '#server/terminal/limits.ts';
import type { CountedSession, CountedSessions } from '#server/terminal/registry.ts';
import { type ReachedLimit, sessionLimitError } from '#server/terminal/session-limit.ts';
import {
  addressIn,
  addressKey,
  COUNT_SHELLS,
  type ShellCounts,
  TAKE_SHELL,
  TELL_SHELLS,
  type ToldCounts,
  userIn,
  userKey,
} from './shell-calls.ts';
import { NO_SHELLS, ShellLedger, TELL_AGAIN_MS } from './shell-ledger.ts';

export interface ShellPlacesOptions {
  readonly peers: Peers;
  readonly clock: Clock;
  readonly limits: TerminalLimits;
  /** The sessions of this replica. */
  readonly own: CountedSessions;
  /** Called at the home of a user who has more shells without a window than are kept. */
  readonly onTooManyUnattached: (userId: string) => void;
}

/** Changes that come together are told together. Milliseconds. */
const TELL_MS = 50;

const TAKE_TIMEOUT_MS = 2000;

/** Counts in one message. */
const MOST_TOLD = 500;

/** Keys of which it is remembered that all replicas were asked. */
const MOST_COUNTED = 10_000;

type Reached = 'total' | 'unbound' | null;

export class ShellPlaces {
  readonly #options: ShellPlacesOptions;
  readonly #ledger: ShellLedger;
  /** Places that were taken for sessions which are about to be issued. */
  readonly #taken = new Map<string, number>();
  readonly #changed = new Set<string>();
  /** Questions to homes, by key. */
  readonly #asking = new Map<string, Promise<unknown>>();
  /** The number of the question that a home has not answered yet, by key. */
  readonly #asks = new Map<string, number>();
  /** Answers to questions, by key. */
  readonly #judging = new Map<string, Promise<unknown>>();
  /** What this replica, as the home, has counted since replicas came or went. */
  readonly #counted = new Set<string>();
  readonly #stopListening: () => void;
  #number = 0;
  #cancelTelling: (() => void) | undefined;
  #cancelAgain: (() => void) | undefined;

  constructor(options: ShellPlacesOptions) {
    this.#options = options;
    const { peers, clock } = options;
    this.#ledger = new ShellLedger(peers, clock);
    peers.serve(TAKE_SHELL, async (asked, from) => ({ reached: await this.#answer(asked, from) }));
    peers.serve(TELL_SHELLS, ({ told }, from) => this.#hear(told, from));
    peers.serve(COUNT_SHELLS, ({ key }) => this.#toldOf(key, this.#own(key)));
    this.#stopListening = peers.onChange(() => this.#onPeers());
  }

  /**
   * Takes a place for one more session of the user and the address, for as long as it takes to issue it.
   * @returns what gives it back
   * @throws PodshellError `session-limit`
   */
  take(userId: string, address: string): (() => void) | Promise<() => void> {
    // A single process counts what it has when it issues.
    if (this.#options.peers.live.length === 0) return () => {};
    return this.#take([addressKey(address), userKey(userId)]);
  }

  /** A session counts otherwise than before. */
  changed({ caller: { userId }, address }: CountedSession): void {
    this.#tellLater([userKey(userId), addressKey(address)]);
  }

  dispose(): void {
    this.#stopListening();
    this.#cancelTelling?.();
    this.#cancelAgain?.();
  }

  async #take(keys: readonly string[]): Promise<() => void> {
    const taken: string[] = [];
    const release = (): void => {
      for (const key of taken) this.#giveBack(key);
    };
    for (const key of keys) {
      const reached = await this.#inTurn(this.#asking, key, () => this.#ask(key));
      if (reached !== null) {
        release();
        throw sessionLimitError(limitOf(key, reached), this.#options.limits);
      }
      taken.push(key);
    }
    return release;
  }

  #giveBack(key: string): void {
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
    this.#tellLater([key]);
  }

  async #ask(key: string): Promise<Reached> {
    const { peers } = this.#options;
    const home = peers.homeOf(key);
    const grant = () => void this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    if (home === undefined) return this.#judge(key, { asker: peers.self.id, grant });
    const asked = this.#toldOf(key, this.#own(key));
    this.#asks.set(key, asked.number);
    try {
      const { reached } = await callWhileAlive(peers, home, TAKE_SHELL, asked, TAKE_TIMEOUT_MS);
      if (reached === null) grant();
      return reached;
    } catch {
      // The home does not answer, which is not the user's fault.
      grant();
      return null;
    } finally {
      this.#asks.delete(key);
    }
  }

  #answer(asked: ToldCounts, { id: asker }: Replica): Promise<Reached> {
    const { key } = asked;
    this.#ledger.put(asker, asked);
    return this.#judge(key, { asker, grant: () => this.#ledger.grant(asker, asked) });
  }

  /**
   * At the home, one after the other. It counts anew before it refuses, and where it may have become the home just now:
   * not everybody has told it yet.
   */
  #judge(key: string, { asker, grant }: { asker: string; grant: () => void }): Promise<Reached> {
    return this.#inTurn(this.#judging, key, async () => {
      if (this.#reached(key) !== null || !this.#counted.has(key)) await this.#countAnew(key, asker);
      const reached = this.#reached(key);
      if (reached === null) grant();
      return reached;
    });
  }

  /** Each of a key after the one before. */
  #inTurn<T>(turns: Map<string, Promise<unknown>>, key: string, work: () => Promise<T>): Promise<T> {
    const before = turns.get(key) ?? Promise.resolve();
    const done = before.then(work, work);
    turns.set(key, done);
    const leave = (): void => {
      if (turns.get(key) === done) turns.delete(key);
    };
    done.then(leave, leave);
    return done;
  }

  /** The limit that leaves no room for one more. */
  #reached(key: string): Reached {
    const { limits } = this.#options;
    const isUser = userIn(key) !== undefined;
    const sum = this.#sum(key);
    if (sum.total >= (isUser ? limits.maxSessionsPerUser : limits.maxSessionsPerAddress)) return 'total';
    const most = isUser ? limits.maxUnboundSessionsPerUser : limits.maxUnboundSessionsPerAddress;
    return sum.unbound >= most ? 'unbound' : null;
  }

  async #countAnew(key: string, asker: string): Promise<void> {
    const { peers } = this.#options;
    this.#counted.add(key);
    await Promise.all(
      peers.live.map(async (peer) => {
        if (peer.id === asker) return;
        try {
          this.#ledger.put(
            peer.id,
            await callWhileAlive(peers, peer, COUNT_SHELLS, { key }, TAKE_TIMEOUT_MS),
          );
        } catch {
          // What it has told counts.
        }
      }),
    );
  }

  #hear(told: readonly ToldCounts[], from: Replica): Nothing {
    for (const one of told) this.#ledger.put(from.id, one);
    this.#checkUnattached(told);
    return {};
  }

  /** At the home. */
  #checkUnattached(told: readonly Pick<ToldCounts, 'key' | 'counts'>[]): void {
    const { onTooManyUnattached, limits } = this.#options;
    for (const { key, counts } of told) {
      const userId = userIn(key);
      if (counts.unattached === 0 || userId === undefined) continue;
      if (this.#sum(key).unattached > limits.maxUnattachedSessionsPerUser) onTooManyUnattached(userId);
    }
  }

  #sum(key: string): ShellCounts {
    return plus(this.#own(key), this.#ledger.sum(key));
  }

  /** The sessions of this replica, with those that are about to be issued. */
  #own(key: string): ShellCounts {
    const taken = this.#taken.get(key) ?? 0;
    return plus(this.#issued(key), { total: taken, unbound: taken, unattached: 0 });
  }

  #issued(key: string): ShellCounts {
    const { byUser, byAddress } = this.#options.own;
    const userId = userIn(key);
    const address = addressIn(key);
    if (userId !== undefined) return byUser.countsOf(userId);
    return address === undefined ? NO_SHELLS : byAddress.countsOf(address);
  }

  #toldOf(key: string, counts: ShellCounts): ToldCounts {
    this.#number += 1;
    return { key, counts, number: this.#number, asks: this.#asks.get(key) ?? null };
  }

  #onPeers(): void {
    this.#counted.clear();
    if (this.#options.peers.live.length === 0) return;
    this.#tellAll();
    this.#again();
  }

  #again(): void {
    this.#cancelAgain ??= this.#options.clock.after(TELL_AGAIN_MS, () => {
      this.#cancelAgain = undefined;
      this.#ledger.sweep();
      if (this.#counted.size > MOST_COUNTED) this.#counted.clear();
      if (this.#options.peers.live.length > 0) this.#tellAll();
      if (this.#options.peers.live.length > 0 || this.#ledger.size > 0) this.#again();
    });
  }

  /** Homes may have moved, and what was told may not have arrived. */
  #tellAll(): void {
    const keys = new Set(this.#taken.keys());
    for (const userId of this.#options.own.byUser.keys) keys.add(userKey(userId));
    for (const address of this.#options.own.byAddress.keys) keys.add(addressKey(address));
    this.#tellLater(keys);
  }

  #tellLater(keys: Iterable<string>): void {
    if (this.#options.peers.live.length === 0) return;
    for (const key of keys) this.#changed.add(key);
    if (this.#changed.size > 0) {
      this.#cancelTelling ??= this.#options.clock.after(TELL_MS, () => this.#tell());
    }
  }

  /** Some at a time: which home each has takes a moment of its own. */
  #tell(): void {
    const { peers } = this.#options;
    this.#cancelTelling = undefined;
    const keys = [...this.#changed].slice(0, MOST_TOLD);
    for (const key of keys) this.#changed.delete(key);
    const byHome = new Map<Peer, ToldCounts[]>();
    const ofThisHome: Pick<ToldCounts, 'key' | 'counts'>[] = [];
    for (const key of keys) {
      const counts = this.#own(key);
      const home = peers.homeOf(key);
      if (home === undefined) ofThisHome.push({ key, counts });
      else addTo(byHome, home, this.#toldOf(key, counts));
    }
    this.#checkUnattached(ofThisHome);
    // What does not arrive is told again.
    for (const [home, told] of byHome) peers.call(home, TELL_SHELLS, { told }).catch(() => {});
    this.#tellLater([]);
  }
}

function addTo(byHome: Map<Peer, ToldCounts[]>, home: Peer, one: ToldCounts): void {
  const told = byHome.get(home);
  if (told === undefined) byHome.set(home, [one]);
  else told.push(one);
}

function plus(one: ShellCounts, other: ShellCounts): ShellCounts {
  return {
    total: one.total + other.total,
    unbound: one.unbound + other.unbound,
    unattached: one.unattached + other.unattached,
  };
}

function limitOf(key: string, reached: Reached): ReachedLimit {
  const whose = userIn(key) === undefined ? 'address' : 'user';
  return reached === 'unbound' ? `${whose}-unbound` : whose;
}
