import type { Clock } from '#server/ports.ts';
import { hashOf } from '../hash-of.ts';

/** How long an answer about a token counts. Milliseconds. */
const KNOWN_MS = 60_000;

/** Tokens that are known at once; one more forgets the oldest. */
const MAX_KNOWN = 1000;

interface Known<Answer> {
  readonly until: number;
  readonly answer: Promise<Answer>;
}

/** What was found out about tokens, by their hash. Requests that show one token at the same time share the question. */
export class KnownTokens<Answer> {
  readonly #clock: Clock;
  readonly #known = new Map<string, Known<Answer>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The answer about a token. One that fails is not kept. */
  get(token: string, ask: () => Promise<Answer>): Promise<Answer> {
    const key = hashOf(token);
    const known = this.#known.get(key);
    if (known !== undefined && this.#clock.now() < known.until) return known.answer;
    const answer = ask();
    const entry = { until: this.#clock.now() + KNOWN_MS, answer };
    // Last of the map again, so that the first is the oldest.
    this.#known.delete(key);
    this.#known.set(key, entry);
    answer.catch(() => {
      if (this.#known.get(key) === entry) this.#known.delete(key);
    });
    if (this.#known.size > MAX_KNOWN) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    return answer;
  }
}
