import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { addressesIn, plainAddress } from '#server/address-ranges.ts';
import { type ArrivalOf, byItsSocket } from './arrival.ts';
import { readForwarded } from './forwarded.ts';

/** Finds the address of the client that a request comes from. */
export type ClientAddress = (request: Pick<IncomingMessage, 'socket' | 'headersDistinct'>) => string;

/**
 * The address that counts as the client: the peer's, or, where the peer is a proxy that we trust, the last one of
 * X-Forwarded-For that is not such a proxy, or of `Forwarded` (RFC 7239) where there is no X-Forwarded-For. The entries
 * before that one may be forged by the client.
 * @param trustedProxies addresses and CIDR ranges of the proxies in front; nobody else's header counts
 */
export function clientAddressBehind(
  trustedProxies: readonly string[],
  arrivalOf: ArrivalOf = byItsSocket,
): ClientAddress {
  const isTrusted = addressesIn(trustedProxies);
  return (request) => {
    const { headersDistinct } = request;
    const peer = plainAddress(arrivalOf(request).peer);
    if (!isTrusted(peer)) return peer;
    const hops = hopsOf(headersDistinct);
    let client = peer;
    while (isTrusted(client)) {
      const before = plainAddress(hops.pop()?.trim() ?? '');
      // A header that is missing or unreadable: the proxy itself is the best that is known.
      if (isIP(before) === 0) return client;
      client = before;
    }
    return client;
  };
}

/** The clients of each proxy, in the order of the proxies. */
function hopsOf(headers: IncomingMessage['headersDistinct']): string[] {
  const told = headers['x-forwarded-for'];
  if (told !== undefined) return told.flatMap((value) => value.split(','));
  return readForwarded(headers.forwarded ?? [])?.map((element) => element.for ?? '') ?? [];
}
