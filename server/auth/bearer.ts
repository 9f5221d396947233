/** The bearer token of a request (RFC 6750, section 2.1). */

import type { Presented } from '#server/ports.ts';

/** RFC 6750's b64token. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/** Tokens of clusters and providers are far shorter. */
const MAX_TOKEN_LENGTH = 64 * 1024;

/** Undefined without exactly one Authorization header of this form. */
export function bearerToken({ headers }: Presented): string | undefined {
  const lines = headers.authorization ?? [];
  const token = lines.length === 1 ? BEARER.exec(lines[0] ?? '')?.[1] : undefined;
  return token !== undefined && token.length <= MAX_TOKEN_LENGTH ? token : undefined;
}

/** True for a text that can stand in an Authorization header as a bearer token. */
export function isBearerToken(text: string): boolean {
  return text.length <= MAX_TOKEN_LENGTH && BEARER.test(`Bearer ${text}`);
}
