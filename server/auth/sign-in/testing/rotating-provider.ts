import { PodshellError } from '#protocol/problem.ts';
import type { Peers } from '#server/peers/ports.ts';
import type { FakeClock } from '#server/testing/fake-clock.ts';
import type { TokenRules } from '../sign-in.ts';
import { SignIns } from '../sign-ins.ts';
import { type FakeTokens, fakeTokensSchema, LIFE_MS } from './fake-tokens.ts';

/** A provider whose refresh tokens count once. Whoever shows one twice has lost the sign-in (RFC 9700, section 4.14.2). */
export class RotatingProvider {
  readonly #clock: FakeClock;
  readonly #shown = new Set<string>();
  readonly #waiting: (() => void)[] = [];
  #granted = 0;
  #isRevoked = false;
  /** True: answers wait for {@link answer}. */
  isSlow = false;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** Refresh tokens that were shown a second time. */
  reused = 0;

  get shown(): number {
    return this.#shown.size;
  }

  /** Requests without an answer. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Answers what waits. */
  answer(): void {
    for (const one of this.#waiting.splice(0)) one();
  }

  tokens(): FakeTokens {
    this.#granted += 1;
    return { name: `${this.#granted}`, until: this.#clock.now() + LIFE_MS, renewable: true };
  }

  signIns(peers: Peers): SignIns<FakeTokens> {
    return new SignIns({ rules: this.#rules, clock: this.#clock, peers, tokens: fakeTokensSchema });
  }

  readonly #rules: TokenRules<FakeTokens> = {
    expiresAt: ({ until }) => until,
    canRenew: () => true,
    renew: async ({ name }) => {
      if (this.#shown.has(name)) {
        this.reused += 1;
        this.#isRevoked = true;
      }
      this.#shown.add(name);
      const tokens = this.tokens();
      if (this.isSlow) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      if (this.#isRevoked) throw new PodshellError('unauthenticated', 'The provider has ended the sign-in.');
      return tokens;
    },
  };
}
