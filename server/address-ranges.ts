/** IP addresses as sockets and proxies write them, and sets of them. */

import { BlockList, isIP } from 'node:net';

/**
 * Tells whether an address is in one of the ranges. An IPv4 address in IPv6 form counts as itself, and what is no
 * address is in none.
 * @param ranges addresses and CIDR ranges
 */
export function addressesIn(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) addRange(list, range);
  return (text) => {
    const address = plainAddress(text);
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
  };
}

/** An IPv4 address in its own form, without the `::ffff:` of dual-stack sockets, without a port or brackets. */
export function plainAddress(text: string): string {
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
