/** Tokens whose provider the test plays. */

import { PodshellError } from '#protocol/problem.ts';
import type { FakeClock } from '#server/testing/fake-clock.ts';
import type { TokenRules } from '../sign-in.ts';

export interface FakeTokens {
  readonly name: string;
  readonly until: number | undefined;
  readonly renewable: boolean;
}

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
