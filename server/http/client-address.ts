import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

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

/** Tells whether an address, as a socket names it, is one of these addresses and CIDR ranges. */
export function addressesIn(ranges: readonly string[]): (address: string) => boolean {
  const listed = new BlockList();
  for (const range of ranges) addRange(listed, range);
  return (address) => {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && listed.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}

/** An IPv4 address in its own form, without the `::ffff:` of dual-stack sockets, without a port or brackets. */
function plainAddress(text: string): string {
  const bare = text.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare);
  return mapped?.[1] ?? bare;
}

function addRange(ranges: BlockList, range: string): void {
  const [address = '', bits] = range.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) ranges.addAddress(address, family);
  else ranges.addSubnet(address, Number(bits), family);
}
