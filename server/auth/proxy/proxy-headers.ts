/** What a trusted proxy says of the user, read so that nobody can pass for another. */

import type { Presented } from '#server/ports.ts';
import { nameFault } from '../impersonation.ts';

/** The user of a request, or why its header names none, as a sentence; undefined without such a header. */
export type NamedUser = { readonly name: string } | { readonly fault: string };

/** @param header in any case */
export function namedUser({ headers }: Presented, header: string): NamedUser | undefined {
  const lines = headers[header.toLowerCase()] ?? [];
  if (lines.length === 0) return undefined;
  if (lines.length > 1) return { fault: `The request has more than one header ${header}.` };
  const name = decoded(lines[0] ?? '');
  if (name === undefined) return { fault: `The header ${header} is not valid UTF-8.` };
  // A proxy on the way may have joined repeated headers into one (RFC 9110, section 5.3).
  if (name.includes(','))
    return { fault: `The header ${header} contains a comma, so it may name two users.` };
  const fault = nameFault(name);
  return fault === undefined ? { name } : { fault: `The name in header ${header} ${fault}.` };
}

/**
 * The groups that a request claims, from comma lists and repeated headers.
 * @param header in any case
 */
export function claimedGroups({ headers }: Presented, header: string): string[] {
  const lines = headers[header.toLowerCase()] ?? [];
  return lines.flatMap((line) => decoded(line)?.split(',') ?? []).map((group) => group.trim());
}

/**
 * The token in a header, with or without `Bearer` in front; undefined without exactly one such header.
 * @param header in any case
 */
export function tokenIn({ headers }: Presented, header: string): string | undefined {
  const lines = headers[header.toLowerCase()] ?? [];
  return lines.length === 1 ? lines[0]?.replace(/^bearer +/i, '').trimEnd() : undefined;
}

/** Node reads header bytes as Latin-1. Proxies write UTF-8; undefined for bytes that are not. */
function decoded(value: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return undefined;
  }
}
