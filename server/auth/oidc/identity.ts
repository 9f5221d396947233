/** Who a user is, by the claims of a verified token. */

import { PodshellError } from '#protocol/problem.ts';
import { impersonatedGroups, nameFault } from '../impersonation.ts';

export type Claims = Readonly<Record<string, unknown>>;

export interface Identity {
  /** Issuer and subject: the only claims that name a user for good (OpenID Connect Core 1.0, section 5.7). */
  readonly userId: string;
  readonly displayName: string;
  readonly groups: readonly string[];
  /** The user has groups that the provider does not name in the token, because they are too many for it. */
  readonly groupsLeftOut: boolean;
  /** Whom to impersonate; undefined where users' own tokens are passed on. */
  readonly impersonated: { readonly user: string; readonly groups: readonly string[] } | undefined;
}

export interface IdentityRules {
  readonly groupsClaim: string;
  /** Undefined: nobody is impersonated. */
  readonly impersonation:
    | { readonly usernameClaim: string; readonly allowedGroups: readonly string[] }
    | undefined;
}

/** The first that a user has is the name that pages and logs show. Users may choose some of them at the provider. */
const NAMES = ['preferred_username', 'email', 'name', 'sub'];

const LONGEST_NAME = 200;

/** @throws PodshellError `sign-in-failed`, which names the claim that is missing or cannot be used */
export function identityOf(claims: Claims, { groupsClaim, impersonation }: IdentityRules): Identity {
  const { iss, sub } = claims;
  if (!isText(iss) || !isText(sub))
    throw failed('The token of the identity provider has no issuer or subject.');
  const groups = groupsOf(claims[groupsClaim]);
  const impersonated = impersonation && {
    user: impersonatedUser(claims, impersonation.usernameClaim),
    groups: impersonatedGroups(groups, impersonation.allowedGroups),
  };
  return {
    userId: JSON.stringify(['oidc', iss, sub]),
    displayName: impersonated?.user ?? displayNameOf(claims),
    groups,
    groupsLeftOut: areGroupsLeftOut(claims, groupsClaim),
    impersonated,
  };
}

function impersonatedUser(claims: Claims, claim: string): string {
  const user = claims[claim];
  if (!isText(user)) {
    throw failed(`The identity provider sent no claim "${claim}", which names users to the cluster.`);
  }
  // As the API server does: an address that somebody only claims to have must not become a user's name.
  const { email_verified: verified = true } = claims;
  if (claim === 'email' && verified !== true && verified !== 'true') {
    throw failed('Your email address is not verified at the identity provider (claim "email_verified").');
  }
  const fault = nameFault(user);
  if (fault !== undefined) throw failed(`The claim "${claim}" ${fault}, so it can't name a user.`);
  return user;
}

/** Most providers send a list, some a single name. */
function groupsOf(claim: unknown): string[] {
  const groups = Array.isArray(claim) ? claim : [claim];
  return groups.filter(isText);
}

/**
 * OpenID Connect Core 1.0, section 5.6.2: the claim is somewhere else. Microsoft Entra ID does so for more than 200 groups, or
 * says `hasgroups` alone.
 */
function areGroupsLeftOut(claims: Claims, groupsClaim: string): boolean {
  if (claims[groupsClaim] !== undefined) return false;
  const { _claim_names: elsewhere, hasgroups } = claims;
  const isElsewhere =
    typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, groupsClaim);
  return isElsewhere || hasgroups === true || hasgroups === 'true';
}

function displayNameOf(claims: Claims): string {
  const named = NAMES.map((name) => claims[name]).filter(isText);
  const [name = ''] = named
    .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim())
    .filter(isText);
  return name.slice(0, LONGEST_NAME);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function failed(cause: string): PodshellError {
  return new PodshellError('sign-in-failed', `${cause} Ask your Podshell admin.`);
}
