/** What trusted proxies say of the request that a browser sent to them. */

import type { IncomingMessage } from 'node:http';
import { addressesIn } from '#server/address-ranges.ts';
import { type ArrivalOf, byItsSocket } from './arrival.ts';
import { readForwarded } from './forwarded.ts';

export interface ToldByProxy {
  /** Host names with their ports, as the proxies saw them; empty where none says so. */
  readonly hosts: readonly string[];
  /** The scheme that the browser used; undefined where none says so. */
  readonly proto: string | undefined;
}

export type ToldByProxyOf = (request: Pick<IncomingMessage, 'socket' | 'headersDistinct'>) => ToldByProxy;

const NOTHING: ToldByProxy = { hosts: [], proto: undefined };

/**
 * Reads X-Forwarded-Host and X-Forwarded-Proto, or where there is none of one, the same in `Forwarded` (RFC 7239).
 * @param trustedProxies addresses and CIDR ranges of the proxies in front; nobody else's headers count
 */
export function toldByProxies(
  trustedProxies: readonly string[],
  arrivalOf: ArrivalOf = byItsSocket,
): ToldByProxyOf {
  const isTrusted = addressesIn(trustedProxies);
  return (request) => {
    if (!isTrusted(arrivalOf(request).peer)) return NOTHING;
    const { headersDistinct } = request;
    const forwarded = readForwarded(headersDistinct.forwarded ?? []) ?? [];
    const named = (header: string, name: string): string[] =>
      headersDistinct[header]?.flatMap((line) => line.split(',').map((item) => item.trim())) ??
      forwarded.map((element) => element[name]).filter((value) => value !== undefined);
    return { hosts: named('x-forwarded-host', 'host'), proto: named('x-forwarded-proto', 'proto')[0] };
  };
}
