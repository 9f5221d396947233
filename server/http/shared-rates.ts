/** Rates over all replicas: each tells the others what its busy users and clients have begun, once a second. */

import { z } from 'zod';
import { askAll, type Nothing, nothing } from '#server/peers/asking.ts';
import type { PeerCall, Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import type { RequestRate } from './request-rate.ts';

export interface SharedRatesOptions {
  readonly peers: Peers;
  readonly clock: Clock;
  /** By name. */
  readonly rates: Readonly<Record<string, RequestRate>>;
}

const TELL_MS = 1000;

/** Keys of one rate that are told at once. */
const MOST_TOLD = 1000;

type Begun = Record<string, [key: string, count: number][]>;

const BEGUN: PeerCall<{ begun: Begun }, Nothing> = {
  name: 'requests-begun',
  request: z.object({
    begun: z.record(z.string(), z.array(z.tuple([z.string(), z.number().int().positive()])).max(MOST_TOLD)),
  }),
  answer: nothing,
};

export class SharedRates {
  readonly #options: SharedRatesOptions;
  readonly #stopListening: () => void;
  #cancel: (() => void) | undefined;

  constructor(options: SharedRatesOptions) {
    this.#options = options;
    const { peers, rates } = options;
    peers.serve(BEGUN, async ({ begun }) => {
      for (const [name, counts] of Object.entries(begun)) {
        for (const [key, count] of counts) await rates[name]?.add(key, count);
      }
      return {};
    });
    this.#stopListening = peers.onChange(() => this.#follow());
    this.#follow();
  }

  dispose(): void {
    this.#stopListening();
    this.#cancel?.();
  }

  #follow(): void {
    const { peers, clock, rates } = this.#options;
    if (peers.live.length === 0) {
      this.#cancel?.();
      this.#cancel = undefined;
      for (const rate of Object.values(rates)) rate.forgetBegun();
    } else if (this.#cancel === undefined) {
      for (const rate of Object.values(rates)) rate.takeBegun(0);
      this.#cancel = clock.after(TELL_MS, () => this.#tell());
    }
  }

  /** Whoever is far from the limit is not worth a word: from half of an equal share on, it counts. */
  #tell(): void {
    const { peers, clock, rates } = this.#options;
    const replicas = peers.live.length + 1;
    const begun: Begun = {};
    for (const [name, rate] of Object.entries(rates)) {
      const busy = rate.takeBegun(rate.perSecond / (2 * replicas)).slice(0, MOST_TOLD);
      if (busy.length > 0) begun[name] = busy;
    }
    if (Object.keys(begun).length > 0) void askAll(peers, BEGUN, { begun }, TELL_MS);
    this.#cancel = clock.after(TELL_MS, () => this.#tell());
  }
}
