/** Tokens whose provider the test plays. */

import { z } from 'zod';
import { PodshellError } from '#protocol/problem.ts';
import type { Peers } from '#server/peers/ports.ts';
import type { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import type { TokenRules } from '../sign-in.ts';
import { SignIns } from '../sign-ins.ts';

export interface FakeTokens {
  readonly name: string;
  readonly until: number | undefined;
  readonly renewable: boolean;
}

export const fakeTokensSchema: z.ZodType<FakeTokens> = z.object({
  name: z.string(),
  until: z.number().optional() as unknown as z.ZodType<number | undefined>,
  renewable: z.boolean(),
});

/** The life of tokens. Milliseconds. */
export const LIFE_MS = 300_000;

/** The provider's answers wait for the test. */
export class FakeProvider {
  readonly #clock: FakeClock;
  readonly #waiting: {
    readonly resolve: (tokens: FakeTokens) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  /** Requests to renew. */
  asked = 0;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  readonly rules: TokenRules<FakeTokens> = {
    expiresAt: ({ until }) => until,
    canRenew: ({ renewable }) => renewable,
    renew: () => {
      this.asked += 1;
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    },
  };

  /** The sign-ins of a replica; without `peers` it is a single process. */
  signIns(peers: Peers = lonePeers()): SignIns<FakeTokens> {
    return new SignIns({ rules: this.rules, clock: this.#clock, peers, tokens: fakeTokensSchema });
  }

  /** Requests without an answer. */
  get waiting(): number {
    return this.#waiting.length;
  }

  tokens(name: string, renewable = true): FakeTokens {
    return { name, until: this.#clock.now() + LIFE_MS, renewable };
  }

  grant(name: string): void {
    this.#waiting.shift()?.resolve(this.tokens(name));
  }

  /** Fails for a reason that passes. */
  stumble(): void {
    this.#waiting.shift()?.reject(new Error('down'));
  }

  refuse(): void {
    this.#waiting.shift()?.reject(new PodshellError('unauthenticated', 'No longer.'));
  }
}
