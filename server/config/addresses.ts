/** Checks host names, IP addresses and origins in settings and headers. */

import { isIP } from 'node:net';

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i;
const IPV4_LOOPBACK = /^127(\.\d{1,3}){3}$/;
const IPV6 = /^\[?[0-9a-f:]*:[0-9a-f:.]*\]?$/i;

/** True for a host name or an IP address, without port; an IPv6 address with or without brackets. */
export function isHost(host: string): boolean {
  return HOST_NAME.test(host) || IPV6.test(host);
}

/** Splits `host:port`; an IPv6 address has brackets. The host comes without them. Undefined for anything else. */
export function hostAndPort(address: string): { readonly host: string; readonly port: number } | undefined {
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(address) ?? [];
  if (!isHost(host) || Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

/** True for an IP address, or a CIDR range (RFC 4632, RFC 4291) such as `10.0.0.0/8` or `fd00::/8`. */
export function isAddressRange(range: string): boolean {
  const [address = '', bits, ...more] = range.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  const name = bareHost(host);
  return name === 'localhost' || name === '::1' || IPV4_LOOPBACK.test(name);
}

/** The host in lower case, without the brackets of IPv6 and without a final dot. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** True for an origin as browsers send it: scheme, host, and the port unless it is the scheme's default. */
export function isOrigin(origin: string): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  return new URL(origin).origin === origin;
}

/** True for an origin that is valid in a Content-Security-Policy, which does not allow IPv6 addresses. */
export function isPolicyOrigin(origin: string): boolean {
  return isOrigin(origin) && !origin.includes('[');
}
