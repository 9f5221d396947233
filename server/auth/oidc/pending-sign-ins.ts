/** Sign-ins that are on their way: each is bound to the browser that began it by a cookie of its own. */

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Peers } from '#server/peers/ports.ts';
import type { Clock, Presented } from '#server/ports.ts';
import type { SealedCookies } from '../cookies/sealed-cookies.ts';
import { hashOf } from '../hash-of.ts';
import { UsedOnce } from '../used-once.ts';

const pendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  returnTo: z.string(),
  /** The challenge of a frame that the sign-in is for. */
  frame: z.string().optional(),
  until: z.number(),
});

/** What the end of a sign-in is checked against. */
export type PendingSignIn = Omit<z.infer<typeof pendingSchema>, 'until'>;

/** How long a user may take at the provider. Milliseconds. */
const PENDING_MS = 10 * 60_000;

/** Sign-ins of one browser at once; one more forgets the oldest. Their cookies go along with every request. */
const MOST_PENDING = 5;

const COOKIE = 'podshell-signin-';

/** Cookie names in the order of their beginning. */
const COOKIE_NAME = /^podshell-signin-[0-9a-z]{9}-[\w-]{8}$/;

export class PendingSignIns {
  readonly #cookies: SealedCookies;
  readonly #clock: Clock;
  /** States that were redeemed. A copied cookie opens nothing a second time. */
  readonly #redeemed: UsedOnce;

  constructor(cookies: SealedCookies, clock: Clock, peers: Peers) {
    this.#cookies = cookies;
    this.#clock = clock;
    this.#redeemed = new UsedOnce({ name: 'pending-sign-in', peers, clock, keepsMs: PENDING_MS });
  }

  /** A new state, which names the cookie that {@link keep} sets. */
  newState(): string {
    return randomBytes(32).toString('base64url');
  }

  /** The `Set-Cookie` values that bind the sign-in to the browser, and forget the oldest of too many. */
  async keep(pending: PendingSignIn, presented: Presented): Promise<string[]> {
    const since = this.#clock.now();
    const name = `${COOKIE}${since.toString(36).padStart(9, '0')}-${markOf(pending.state)}`;
    const value = { ...pending, until: since + PENDING_MS };
    const old = this.#names(presented).slice(0, -(MOST_PENDING - 1));
    return [
      ...(await this.#cookies.seal(name, value, [], PENDING_MS / 1000)),
      ...old.flatMap((one) => this.#cookies.remove(one, presented.headers.cookie)),
    ];
  }

  /**
   * The sign-in that the browser began with this state. It is given once.
   * @returns `pending` undefined: another browser began it, it took too long, or it was redeemed before
   */
  async redeem(
    state: string,
    presented: Presented,
  ): Promise<{ pending: PendingSignIn | undefined; setCookies: string[] }> {
    const name = this.#names(presented).find((one) => one.endsWith(`-${markOf(state)}`));
    if (name === undefined) return { pending: undefined, setCookies: [] };
    const read = pendingSchema.safeParse(await this.#cookies.open(name, presented.headers.cookie));
    const setCookies = this.#cookies.remove(name, presented.headers.cookie);
    const isOpen = read.success && read.data.state === state && this.#clock.now() < read.data.until;
    return { pending: isOpen && (await this.#redeemed.use(state)) ? read.data : undefined, setCookies };
  }

  /** The oldest first. */
  #names({ headers }: Presented): string[] {
    return this.#cookies
      .names(headers.cookie)
      .filter((name) => COOKIE_NAME.test(name))
      .sort();
  }
}

/** Finds the cookie of a state without telling the state, which is seen in URLs and logs of proxies. */
function markOf(state: string): string {
  return hashOf(state).slice(0, 8);
}
