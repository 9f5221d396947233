/** A JWT in parts that compress well: as base64url, the repetitions in a list of groups are hidden. */

import { z } from 'zod';

/** Header and payload as text, then the signature; or the token itself if it is not a JWT in its usual form. */
export const jwtPartsSchema = z.union([z.string(), z.tuple([z.string(), z.string(), z.string()])]);
export type JwtParts = z.infer<typeof jwtPartsSchema>;

/** Takes any text; {@link joinJwt} gives it back, byte for byte. */
export function splitJwt(token: string): JwtParts {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    return token;
  }
  const parts: JwtParts = [decode(header), decode(payload), signature];
  // Bytes that are not UTF-8, or base64url that is not canonical, would come back as others.
  return joinJwt(parts) === token ? parts : token;
}

export function joinJwt(parts: JwtParts): string {
  if (typeof parts === 'string') return parts;
  const [header, payload, signature] = parts;
  return `${encode(header)}.${encode(payload)}.${signature}`;
}

/** The claims of a token that has been verified before; none for one that is no JWT. Never throws. */
export function claimsOf(parts: JwtParts): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(typeof parts === 'string' ? '' : parts[1]);
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function decode(part: string): string {
  return Buffer.from(part, 'base64url').toString();
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
