/** What counts once, whichever replicas it is shown to: the home of each key decides. */

import { z } from 'zod';
import { askAll, type Nothing, nothing } from '#server/peers/asking.ts';
import type { PeerCall, Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { hashOf } from './hash-of.ts';

export interface UsedOnceOptions {
  /** Of what is used, as a part of the names of calls. */
  readonly name: string;
  readonly peers: Peers;
  readonly clock: Clock;
  /** How long a use is remembered: what is older must be refused otherwise. Milliseconds. */
  readonly keepsMs: number;
}

const TOLD_TIMEOUT_MS = 2000;

export class UsedOnce {
  readonly #options: UsedOnceOptions;
  readonly #take: PeerCall<{ key: string }, { isFirst: boolean }>;
  readonly #tell: PeerCall<{ key: string }, Nothing>;
  /** Until when a use is remembered, by the hash of its key. The oldest come first. */
  readonly #used = new Map<string, number>();

  constructor(options: UsedOnceOptions) {
    this.#options = options;
    const { name, peers } = options;
    const request = z.object({ key: z.string() });
    this.#take = { name: `${name}-use`, request, answer: z.object({ isFirst: z.boolean() }) };
    this.#tell = {
      name: `${name}-used`,
      request,
      answer: nothing,
    };
    peers.serve(this.#take, ({ key }) => ({ isFirst: this.#takeHere(key) }));
    peers.serve(this.#tell, ({ key }) => {
      this.#isFirstHere(key);
      return {};
    });
  }

  /**
   * True for the first use of a key. While its home does not answer, replicas that cannot tell each other may each take one
   * for the first.
   */
  async use(secretKey: string): Promise<boolean> {
    const { peers, name } = this.#options;
    const key = hashOf(secretKey);
    const home = peers.homeOf(`${name} ${key}`);
    if (home === undefined) return this.#takeHere(key);
    try {
      return (await peers.call(home, this.#take, { key })).isFirst;
    } catch {
      return this.#takeHere(key);
    }
  }

  /** The next home must know it as well. */
  #takeHere(key: string): boolean {
    const isFirst = this.#isFirstHere(key);
    if (isFirst) void askAll(this.#options.peers, this.#tell, { key }, TOLD_TIMEOUT_MS);
    return isFirst;
  }

  #isFirstHere(key: string): boolean {
    const { clock, keepsMs } = this.#options;
    const now = clock.now();
    for (const [old, until] of this.#used) {
      if (until > now) break;
      this.#used.delete(old);
    }
    if (this.#used.has(key)) return false;
    this.#used.set(key, now + keepsMs);
    return true;
  }
}
