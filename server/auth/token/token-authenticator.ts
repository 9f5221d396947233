/** Mode `token`: users sign in with a bearer token of the cluster, which decides whether it is valid and whose it is. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isPodshellError, PodshellError, type ProblemCode } from '#protocol/problem.ts';
import type { Authenticated, Caller, Clock, Presented } from '#server/ports.ts';
import type { Authenticator } from '../authenticator.ts';
import { bearerToken, isBearerToken } from '../bearer.ts';
import { CookieSignIns } from '../cookies/cookie-sign-ins.ts';
import type { SealedCookies } from '../cookies/sealed-cookies.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { KnownTokens } from './known-tokens.ts';
import { tokenExpiry } from './token-expiry.ts';

/** Whom a cluster takes the bearer of a token for. */
export interface TokenOwner {
  /** The context whose cluster was asked. */
  readonly context: string;
  /** Equal for contexts of one cluster. */
  readonly cluster: string;
  /** Empty where the cluster does not tell. */
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
}

/**
 * Asks the cluster of a context, undefined for the current one, whose token this is.
 * @throws PodshellError `unauthenticated` or `cluster-unauthenticated` for a token that it does not accept; `cluster-unreachable` and others
 */
export type AskOwner = (token: string, context: string | undefined) => Promise<TokenOwner>;

export interface TokenAuthenticatorOptions {
  readonly askOwner: AskOwner;
  readonly cookies: SealedCookies;
  readonly clock: Clock;
}

const ownerSchema = z.object({
  context: z.string(),
  cluster: z.string(),
  name: z.string(),
  uid: z.string(),
  groups: z.array(z.string()),
});

/** What a cookie keeps of a sign-in with a token. */
const tokensSchema = z.object({
  kind: z.literal('token'),
  token: z.string(),
  until: z.number(),
  owner: ownerSchema,
});
type Tokens = z.infer<typeof tokensSchema>;

/** The longest sign-in, for tokens that live longer or do not say. Milliseconds. */
const LONGEST_SIGN_IN_MS = 12 * 3_600_000;

/** Users sign in with a token, and programs send one with each request. */
export function createTokenAuthenticator({
  askOwner,
  cookies,
  clock,
}: TokenAuthenticatorOptions): Authenticator {
  const rules = {
    expiresAt: ({ until }: Tokens) => until,
    canRenew: () => false,
    renew: () => Promise.reject(new Error('A pasted token cannot be renewed')),
  };
  const signIns = new SignIns<Tokens>(rules, clock);
  const kept = new CookieSignIns({ cookies, signIns, tokens: tokensSchema });
  /** Programs show their token with each request; the cluster is asked about it once a minute. */
  const known = new KnownTokens<Tokens>(clock);

  async function ask(token: string, context: string | undefined): Promise<Tokens> {
    const owner = await askOwner(token, context);
    const until = Math.min(tokenExpiry(token) ?? Number.POSITIVE_INFINITY, clock.now() + LONGEST_SIGN_IN_MS);
    return { kind: 'token', token, until, owner: { ...owner, groups: [...owner.groups] } };
  }

  async function askForBearer(token: string): Promise<Tokens> {
    try {
      return await ask(token, undefined);
    } catch (error) {
      if (!isPodshellError(error) || !isRefusal(error.code)) throw error;
      throw new PodshellError(
        'unauthenticated',
        'The cluster does not accept the bearer token of the request.',
      );
    }
  }

  async function authenticateBearer(token: string): Promise<Authenticated> {
    const id = `bearer.${hashOf(token)}`;
    const tokens = await known.get(token, () => askForBearer(token));
    const signIn = signIns.find({ id, version: 1, since: clock.now(), tokens });
    await signIn.current();
    return { caller: callerOf(signIn, clock) };
  }

  return {
    mode: 'token',
    async authenticate(presented: Presented) {
      const token = bearerToken(presented);
      if (token !== undefined) return authenticateBearer(token);
      const { signIn, setCookies } = await kept.find(presented);
      return { caller: callerOf(signIn, clock), setCookies };
    },
    async signInWithToken(token, context, presented) {
      if (!isBearerToken(token)) throw rejected('It has characters that no token has. Copy the token again.');
      try {
        const { signIn, setCookies } = await kept.begin(await ask(token, context), presented);
        return { setCookies, caller: callerOf(signIn, clock) };
      } catch (error) {
        if (isPodshellError(error) && isRefusal(error.code)) throw rejected('Check that it has not expired.');
        throw error;
      }
    },
    async signOut(presented) {
      const { setCookies } = await kept.end(presented);
      return { setCookies };
    },
    dispose: () => signIns.dispose(),
  };
}

function isRefusal(code: ProblemCode): boolean {
  return code === 'unauthenticated' || code === 'cluster-unauthenticated';
}

function rejected(hint: string): PodshellError {
  return new PodshellError('token-rejected', `The cluster does not accept this token. ${hint}`);
}

function callerOf(signIn: SignIn<Tokens>, clock: Clock): Caller {
  const { id, tokens } = signIn.kept;
  const { context, cluster, name, uid, groups } = tokens.owner;
  // Where the cluster does not tell the name, each token is a user of its own.
  const user = name === '' ? hashOf(tokens.token) : name;
  const diesAt = tokenExpiry(tokens.token);
  return {
    userId: JSON.stringify(['token', cluster, user, uid]),
    displayName: name === '' ? 'token' : name,
    groups,
    credential: {
      kind: 'token',
      key: id,
      context,
      token: async (refused) => (await signIn.current(({ token }) => token === refused)).token,
      diesAt,
      lastToken: () => (clock.now() < (diesAt ?? Number.POSITIVE_INFINITY) ? tokens.token : undefined),
    },
    ended: signIn.ended,
    expiresAt: tokens.until,
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
