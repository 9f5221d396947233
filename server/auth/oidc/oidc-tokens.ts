/** What a browser keeps of a sign-in with an identity provider, and how it is renewed. */

import { z } from 'zod';
import { PodshellError } from '#protocol/problem.ts';
import type { Clock } from '#server/ports.ts';
import { tokenExpiry } from '../token/token-expiry.ts';
import { claimsOf, joinJwt, jwtPartsSchema, splitJwt } from './jwt-parts.ts';
import type { Grant } from './provider.ts';

export const oidcTokensSchema = z.object({
  kind: z.literal('oidc'),
  id: jwtPartsSchema,
  /** Only where the API server gets it. */
  access: jwtPartsSchema.optional(),
  refresh: z.string().optional(),
  /** When the token that is used expires, in milliseconds since the epoch. */
  until: z.number(),
});
export type OidcTokens = z.infer<typeof oidcTokensSchema>;

/** The token that clusters get; `none` where Podshell impersonates. */
export type UsedToken = 'id' | 'access' | 'none';

/** For access tokens whose life nobody tells (RFC 6749, section 5.1: "recommended"). Milliseconds. */
const UNKNOWN_LIFE_MS = 300_000;

/**
 * If our clock is fast, new tokens may seem to have expired. Each request would ask for others, and the next refresh
 * token would be lost if these were not taken. Milliseconds.
 */
const SHORTEST_LIFE_MS = 10_000;

/**
 * The tokens of a grant.
 * @param before those that it renews. A provider need not send an ID or refresh token again
 * @throws PodshellError `unauthenticated` when the grant is for another user, or lacks the token that is needed
 */
export function tokensOf(grant: Grant, used: UsedToken, clock: Clock, before?: OidcTokens): OidcTokens {
  if (before !== undefined && grant.claims !== undefined) checkSameUser(claimsOf(before.id), grant.claims);
  const id = grant.idToken === undefined ? before?.id : splitJwt(grant.idToken);
  // Whom Podshell impersonates, and with which groups, stands in the ID token: an old one may be true no longer.
  if (id === undefined || (used !== 'access' && grant.idToken === undefined)) {
    throw ended('The identity provider renewed your sign-in without an ID token.');
  }
  const refresh = grant.refreshToken ?? before?.refresh;
  return {
    kind: 'oidc',
    id,
    ...(used === 'access' ? { access: splitJwt(grant.accessToken) } : {}),
    ...(refresh === undefined ? {} : { refresh }),
    until: Math.max(expiryOf(grant, used, clock), clock.now() + SHORTEST_LIFE_MS),
  };
}

/** The token for clusters. @throws Error for `none` */
export function usedToken(tokens: OidcTokens, used: UsedToken): string {
  const parts = { id: tokens.id, access: tokens.access, none: undefined }[used];
  if (parts === undefined) throw new Error(`The sign-in has no ${used} token`);
  return joinJwt(parts);
}

function expiryOf({ idToken, accessToken, expiresIn }: Grant, used: UsedToken, clock: Clock): number {
  const byId = idToken === undefined ? undefined : tokenExpiry(idToken);
  const byAnswer = expiresIn === undefined ? undefined : clock.now() + expiresIn * 1000;
  const known = used === 'access' ? [tokenExpiry(accessToken), byAnswer, byId] : [byId, byAnswer];
  return known.find((at) => at !== undefined) ?? clock.now() + UNKNOWN_LIFE_MS;
}

/** OpenID Connect Core 1.0, section 12.2. */
function checkSameUser(before: Grant['claims'], now: Grant['claims']): void {
  if (before?.iss === now?.iss && before?.sub === now?.sub) return;
  throw ended('The identity provider renewed your sign-in for another user.');
}

function ended(cause: string): PodshellError {
  return new PodshellError('unauthenticated', `${cause} Sign in again.`);
}
