/** The tokens of users that a trusted proxy passes on. The cluster says whose they are, and whether they are valid. */

import { createHash } from 'node:crypto';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { Caller, Clock } from '#server/ports.ts';
import { isBearerToken } from '../bearer.ts';
import { SignIn } from '../sign-in/sign-in.ts';
import { KnownTokens } from '../token/known-tokens.ts';
import type { AskOwner, TokenOwner } from '../token/token-authenticator.ts';
import { tokenExpiry } from '../token/token-expiry.ts';

interface ProxiedToken {
  readonly token: string;
  readonly owner: TokenOwner;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** For tokens that do not say when they expire. Milliseconds. */
const LONGEST_MS = 12 * 3_600_000;

const RULES = {
  expiresAt: ({ until }: ProxiedToken) => until,
  canRenew: () => false,
  renew: () => Promise.reject(new Error('Only the proxy renews tokens')),
};

/**
 * The callers behind tokens. The proxy renews tokens while pages are open: each newer token of a user replaces the older
 * one in what the user has open already, which ends when the last one has expired.
 */
export class ProxiedTokens {
  readonly #askOwner: AskOwner;
  readonly #clock: Clock;
  readonly #known: KnownTokens<ProxiedToken>;
  readonly #signIns = new Map<string, SignIn<ProxiedToken>>();

  constructor(askOwner: AskOwner, clock: Clock) {
    this.#askOwner = askOwner;
    this.#clock = clock;
    this.#known = new KnownTokens(clock);
  }

  /**
   * @param shownName what logs and pages call the user; undefined: the name that the cluster tells
   * @throws PodshellError `unauthenticated` for a token that the cluster does not accept; `cluster-unreachable` and others
   */
  async callerOf(token: string, shownName: string | undefined): Promise<Caller> {
    if (!isBearerToken(token)) throw notAccepted();
    const proxied = await this.#known.get(token, () => this.#ask(token));
    if (this.#clock.now() >= proxied.until) throw notAccepted();
    const { context, cluster, name, uid, groups } = proxied.owner;
    // Where the cluster does not tell the name, each token is a user of its own.
    const userId = JSON.stringify(['token', cluster, name === '' ? hashOf(token) : name, uid]);
    const key = hashOf(JSON.stringify([userId, groups]));
    const signIn = this.#signInOf(key, proxied);
    await signIn.current();
    return {
      userId,
      displayName: shownName ?? (name === '' ? 'token' : name),
      groups,
      credential: {
        kind: 'token',
        key,
        context,
        token: async (refused) => (await signIn.current((newest) => newest.token === refused)).token,
        get diesAt() {
          return tokenExpiry(signIn.kept.tokens.token);
        },
        lastToken: () => {
          const newest = signIn.kept.tokens;
          return this.#clock.now() < newest.until ? newest.token : undefined;
        },
      },
      ended: signIn.ended,
      expiresAt: signIn.expiresAt,
    };
  }

  /** Ends timers. */
  dispose(): void {
    for (const signIn of this.#signIns.values()) signIn.dispose();
    this.#signIns.clear();
  }

  async #ask(token: string): Promise<ProxiedToken> {
    try {
      const owner = await this.#askOwner(token, undefined);
      const until = Math.min(tokenExpiry(token) ?? Number.POSITIVE_INFINITY, this.#clock.now() + LONGEST_MS);
      return { token, owner, until };
    } catch (error) {
      const isRefusal =
        isPodshellError(error) && ['unauthenticated', 'cluster-unauthenticated'].includes(error.code);
      throw isRefusal ? notAccepted() : error;
    }
  }

  #signInOf(id: string, tokens: ProxiedToken): SignIn<ProxiedToken> {
    const kept = { id, version: tokens.until, since: this.#clock.now(), tokens };
    const known = this.#signIns.get(id);
    if (known !== undefined) {
      known.learn(kept);
      return known;
    }
    const signIn = new SignIn(kept, RULES, this.#clock);
    this.#signIns.set(id, signIn);
    // The user's next token begins another one.
    signIn.ended.addEventListener('abort', () => this.#signIns.delete(id), { once: true });
    return signIn;
  }
}

function notAccepted(): PodshellError {
  return new PodshellError(
    'unauthenticated',
    'The cluster does not accept the token that the proxy sent for you. Sign in at the proxy again.',
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
