/** Tokens that come along with each request. The cluster says whose they are, and whether they are valid. */

import { PodshellError } from '#protocol/problem.ts';
import type { Caller, Clock } from '#server/ports.ts';
import { isBearerToken } from '../bearer.ts';
import { hashOf } from '../hash-of.ts';
import { SignIn } from '../sign-in/sign-in.ts';
import {
  type AskOwner,
  HELD_TOKEN_RULES,
  type HeldToken,
  heldTokenCaller,
  holdToken,
  isTokenRefusal,
  ownerIdOf,
} from './held-token.ts';
import { KnownTokens } from './known-tokens.ts';

export interface ShownTokensOptions {
  readonly askOwner: AskOwner;
  readonly clock: Clock;
  /** What who shows a token is told that the cluster does not accept. */
  readonly refusal: string;
  /**
   * True for a proxy, which renews tokens while pages are open: a newer token of a user replaces the older one in what the
   * user has open already. Programs of one user each have their own.
   */
  readonly replaced: boolean;
}

/** The callers behind tokens. What a caller has open ends when the last token for it has expired. */
export class ShownTokens {
  readonly #options: ShownTokensOptions;
  readonly #known: KnownTokens<HeldToken>;
  readonly #signIns = new Map<string, SignIn<HeldToken>>();

  constructor(options: ShownTokensOptions) {
    this.#options = options;
    this.#known = new KnownTokens(options.clock);
  }

  /**
   * @param shownName what logs and pages call the user; undefined: the name that the cluster tells
   * @throws PodshellError `unauthenticated` for a token that the cluster does not accept; `cluster-unreachable` and others
   */
  async callerOf(token: string, shownName?: string): Promise<Caller> {
    const { clock, replaced } = this.#options;
    if (!isBearerToken(token)) throw this.#notAccepted();
    const held = await this.#known.get(token, () => this.#ask(token));
    if (clock.now() >= held.until) throw this.#notAccepted();
    const apart = replaced ? '' : hashOf(token);
    const key = hashOf(JSON.stringify([ownerIdOf(held), held.owner.groups, apart]));
    const signIn = this.#signInOf(key, held);
    await signIn.current();
    return heldTokenCaller(signIn, key, clock, shownName);
  }

  /** Ends timers. */
  dispose(): void {
    for (const signIn of this.#signIns.values()) signIn.dispose();
    this.#signIns.clear();
  }

  async #ask(token: string): Promise<HeldToken> {
    const { askOwner, clock } = this.#options;
    try {
      return await holdToken(token, undefined, askOwner, clock);
    } catch (error) {
      throw isTokenRefusal(error) ? this.#notAccepted() : error;
    }
  }

  #signInOf(id: string, tokens: HeldToken): SignIn<HeldToken> {
    const kept = { id, version: tokens.until, tokens };
    const known = this.#signIns.get(id);
    if (known !== undefined) {
      known.learn(kept);
      return known;
    }
    const signIn = new SignIn(kept, HELD_TOKEN_RULES, this.#options.clock);
    this.#signIns.set(id, signIn);
    // The next token begins another one.
    signIn.ended.addEventListener('abort', () => this.#signIns.delete(id), { once: true });
    return signIn;
  }

  #notAccepted(): PodshellError {
    return new PodshellError('unauthenticated', this.#options.refusal);
  }
}
