/** A token of a cluster, with what that cluster says of it. */

import { z } from 'zod';
import { isPodshellError } from '#protocol/problem.ts';
import type { Caller, Clock } from '#server/ports.ts';
import { hashOf } from '../hash-of.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { tokenExpiry } from './token-expiry.ts';

const ownerSchema = z.object({
  /** The context whose cluster was asked. */
  context: z.string(),
  /** Equal for contexts of one cluster. */
  cluster: z.string(),
  /** Empty where the cluster does not tell. */
  name: z.string(),
  uid: z.string(),
  groups: z.array(z.string()),
});

/** Whom a cluster takes the bearer of a token for. */
export type TokenOwner = Readonly<Omit<z.infer<typeof ownerSchema>, 'groups'>> & {
  readonly groups: readonly string[];
};

/**
 * Asks the cluster of a context, undefined for the current one, whose token this is.
 * @throws PodshellError `unauthenticated` or `cluster-unauthenticated` for a token that it does not accept;
 * `cluster-unreachable` and others
 */
export type AskOwner = (token: string, context: string | undefined) => Promise<TokenOwner>;

export const heldTokenSchema = z.object({
  kind: z.literal('token'),
  token: z.string(),
  /** When its sign-in ends, in milliseconds since the epoch. */
  until: z.number(),
  owner: ownerSchema,
});
export type HeldToken = z.infer<typeof heldTokenSchema>;

/** The longest sign-in, for tokens that live longer or do not say. Milliseconds. */
const LONGEST_SIGN_IN_MS = 12 * 3_600_000;

/** For {@link SignIn}. */
export const HELD_TOKEN_RULES = {
  expiresAt: ({ until }: HeldToken) => until,
  canRenew: () => false,
  renew: () => Promise.reject(new Error('A token of a cluster cannot be renewed')),
};

/** What a cluster says of a token. Throws as {@link AskOwner}. */
export async function holdToken(
  token: string,
  context: string | undefined,
  askOwner: AskOwner,
  clock: Clock,
): Promise<HeldToken> {
  const owner = await askOwner(token, context);
  const until = Math.min(tokenExpiry(token) ?? Number.POSITIVE_INFINITY, clock.now() + LONGEST_SIGN_IN_MS);
  return { kind: 'token', token, until, owner: { ...owner, groups: [...owner.groups] } };
}

/** True for an error of {@link AskOwner} that says: not with this token. */
export function isTokenRefusal(error: unknown): boolean {
  return isPodshellError(error) && ['unauthenticated', 'cluster-unauthenticated'].includes(error.code);
}

/** The `userId` of a token's owner. Where the cluster does not tell the name, each token is a user of its own. */
export function ownerIdOf({ token, owner: { cluster, name, uid } }: HeldToken): string {
  return JSON.stringify(['token', cluster, name === '' ? hashOf(token) : name, uid]);
}

/**
 * The caller of a sign-in with a token.
 * @param key of the credential
 * @param shownName what logs and pages call the user; undefined: the name that the cluster tells
 */
export function heldTokenCaller(
  signIn: SignIn<HeldToken>,
  key: string,
  clock: Clock,
  shownName?: string,
): Caller {
  const { tokens } = signIn.kept;
  const { context, name, groups } = tokens.owner;
  const diesAt = () => tokenExpiry(signIn.kept.tokens.token);
  return {
    userId: ownerIdOf(tokens),
    displayName: shownName ?? (name === '' ? 'token' : name),
    groups,
    credential: {
      kind: 'token',
      key,
      context,
      token: async (refused) => (await signIn.current(({ token }) => token === refused)).token,
      get diesAt() {
        return diesAt();
      },
      lastToken: () =>
        clock.now() < (diesAt() ?? Number.POSITIVE_INFINITY) ? signIn.kept.tokens.token : undefined,
    },
    ended: signIn.ended,
    expiresAt: signIn.expiresAt,
  };
}
