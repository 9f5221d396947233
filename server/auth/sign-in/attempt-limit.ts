/** Slows down whoever tries tokens: counts the failed sign-ins of each client address, for all replicas at its home. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isPodshellError, PodshellError, type ProblemCode } from '#protocol/problem.ts';
import { callWhileAlive, type Nothing, nothing } from '#server/peers/asking.ts';
import type { Peer, PeerCall, Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { AttemptPlaces, type Place } from './attempt-places.ts';

/** Codes of failures that whoever guesses tokens, sign-ins of others, or the names of contexts gets. */
const GUESSES: ReadonlySet<ProblemCode> = new Set(['token-rejected', 'sign-in-failed', 'context-not-found']);

/** Too many failed attempts. `retryAfterSeconds` is for the `Retry-After` header. */
export class TooManyAttemptsError extends PodshellError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(
      'too-many-attempts',
      `Too many failed attempts to sign in from your address. Try again in ${retryAfterSeconds} s.`,
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Asks the home for a place. `retryAfterSeconds`: there is none. */
const TAKE: PeerCall<{ address: string; id: string }, { retryAfterSeconds: number | null }> = {
  name: 'sign-in-attempt',
  request: z.object({ address: z.string(), id: z.string() }),
  answer: z.object({ retryAfterSeconds: z.number().nullable() }),
};

/** Tells the home what has come of it. */
const END: PeerCall<{ id: string; hasFailed: boolean }, Nothing> = {
  name: 'sign-in-attempt-end',
  request: z.object({ id: z.string(), hasFailed: z.boolean() }),
  answer: nothing,
};

/** A place may have to wait for attempts of others, each of which waits for a cluster or a provider. Milliseconds. */
const TAKE_TIMEOUT_MS = 10_000;

/** A place of another replica that says no more of it is given back after this time. Milliseconds. */
const LONGEST_MS = 60_000;

export class AttemptLimit {
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #places = new AttemptPlaces();
  /** Places of other replicas, by the id of the attempt. */
  readonly #lent = new Map<string, (hasFailed: boolean) => void>();

  constructor(peers: Peers, clock: Clock) {
    this.#peers = peers;
    this.#clock = clock;
    peers.serve(TAKE, async ({ address, id }) => {
      const place = await this.#places.take(address);
      if (place.kind === 'refused') return place;
      this.#lend(id, place.end);
      return { retryAfterSeconds: null };
    });
    peers.serve(END, ({ id, hasFailed }) => {
      this.#lent.get(id)?.(hasFailed);
      return {};
    });
  }

  /**
   * Makes an attempt, unless the address has failed too often.
   * @throws TooManyAttemptsError, or what the attempt throws; those of {@link GUESSES} count
   */
  async attempt<T>(address: string, attempt: () => Promise<T>): Promise<T> {
    const home = this.#peers.homeOf(`attempts ${address}`);
    const place = home === undefined ? await this.#places.take(address) : await this.#takeAt(home, address);
    if (place.kind === 'refused') throw new TooManyAttemptsError(place.retryAfterSeconds);
    let hasFailed = false;
    try {
      return await attempt();
    } catch (error) {
      hasFailed = isPodshellError(error) && GUESSES.has(error.code);
      throw error;
    } finally {
      place.end(hasFailed);
    }
  }

  /** A home that does not answer keeps nobody from signing in: then this replica counts. */
  async #takeAt(home: Peer, address: string): Promise<Place> {
    const id = randomUUID();
    try {
      const asked = { address, id };
      const { retryAfterSeconds } = await callWhileAlive(this.#peers, home, TAKE, asked, TAKE_TIMEOUT_MS);
      if (retryAfterSeconds !== null) return { kind: 'refused', retryAfterSeconds };
    } catch {
      return this.#places.take(address);
    }
    const end = (hasFailed: boolean): void => {
      this.#peers.call(home, END, { id, hasFailed }).catch(() => {});
    };
    return { kind: 'taken', end };
  }

  #lend(id: string, end: (hasFailed: boolean) => void): void {
    const giveBack = (hasFailed: boolean): void => {
      if (!this.#lent.delete(id)) return;
      cancel();
      end(hasFailed);
    };
    const cancel = this.#clock.after(LONGEST_MS, () => giveBack(false));
    this.#lent.set(id, giveBack);
  }
}
