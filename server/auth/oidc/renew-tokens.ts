import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { type IdentityRules, identityOf } from './identity.ts';
import { claimsOf } from './jwt-parts.ts';
import { type OidcTokens, tokensOf, type UsedToken } from './oidc-tokens.ts';
import type { Provider } from './provider.ts';
import { faultOf, type ProviderFault } from './provider-fault.ts';

export interface RenewalOptions {
  readonly provider: Provider;
  readonly used: UsedToken;
  readonly rules: IdentityRules;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Answers that end a sign-in: the refresh token counts no longer, or the user has to do something at the provider
 * (RFC 6749, section 5.2; OpenID Connect Core 1.0, section 3.1.2.6). Others, such as `invalid_client`, are for whoever
 * runs Podshell to repair, and users stay signed in.
 */
const FINAL = new Set([
  'invalid_grant',
  'access_denied',
  'interaction_required',
  'login_required',
  'consent_required',
  'account_selection_required',
]);

/**
 * New tokens for the same user, from one request to the provider.
 * @throws PodshellError `unauthenticated` when the sign-in is over; another error, without secrets, when it may be tried
 *   again
 */
export async function renewTokens(tokens: OidcTokens, options: RenewalOptions): Promise<OidcTokens> {
  const { provider, used, rules, clock, logger } = options;
  try {
    const renewed = tokensOf(await provider.refresh(tokens.refresh ?? ''), used, clock, tokens);
    // Whoever lost the claim that names them to the cluster has no name there any more.
    identityOf(claimsOf(renewed.id), rules);
    return renewed;
  } catch (error) {
    if (isPodshellError(error)) throw over(error.message);
    const fault = faultOf(error);
    logger.warn({ why: fault.why }, 'A sign-in could not be renewed');
    throw isFinal(fault)
      ? over('The identity provider has ended your sign-in. Sign in again.')
      : new Error(fault.why);
  }
}

function isFinal(fault: ProviderFault): boolean {
  return fault.kind === 'refused' && FINAL.has(fault.error);
}

function over(detail: string): PodshellError {
  return new PodshellError('unauthenticated', detail);
}
