/** Checks the values of authentication settings. */

import { isLoopback } from './addresses.ts';

/** True for an issuer (OpenID Connect Discovery 1.0, section 3). Tokens must not travel in the clear. */
export function isIssuer(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, search, hash } = new URL(url);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && search === '' && hash === '';
}

export function isClaimName(name: string): boolean {
  return /^[\w:./-]+$/.test(name);
}

/** True for a field name (RFC 9110, section 5.1). */
export function isHeaderName(name: string): boolean {
  return /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name);
}
