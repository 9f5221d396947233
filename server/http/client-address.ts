import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { addressesIn, plainAddress } from '#server/address-ranges.ts';

/** Finds the address of the client that a request comes from. */
export type ClientAddress = (request: Pick<IncomingMessage, 'socket' | 'headersDistinct'>) => string;

/**
 * The address that counts as the client: the peer's, or, where the peer is a proxy that we trust, the last one of
 * X-Forwarded-For that is not such a proxy. The entries before that one may be forged by the client.
 * @param trustedProxies addresses and CIDR ranges of the proxies in front; nobody else's header counts
 */
export function clientAddressBehind(trustedProxies: readonly string[]): ClientAddress {
  const isTrusted = addressesIn(trustedProxies);
  return ({ socket, headersDistinct }) => {
    const hops = (headersDistinct['x-forwarded-for'] ?? []).flatMap((value) => value.split(','));
    let client = plainAddress(socket.remoteAddress ?? '');
    while (isTrusted(client)) {
      const before = plainAddress(hops.pop()?.trim() ?? '');
      // A header that is missing or unreadable: the proxy itself is the best that is known.
      if (isIP(before) === 0) return client;
      client = before;
    }
    return client;
  };
}
