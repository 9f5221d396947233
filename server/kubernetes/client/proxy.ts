/** Which proxy leads to an API server, by the rules of Go's `http.ProxyFromEnvironment`, which kubectl uses. */

import { BlockList, isIP } from 'node:net';
import { CredentialFaultError } from '../errors/credential-fault.ts';
import type { ProxySetting } from '../errors/route-error.ts';
import { isProxyAddress } from '../kubeconfig/read-cluster.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface WantedProxy {
  readonly url: string;
  readonly from: ProxySetting;
}

/**
 * The proxy that a cluster of a kubeconfig names, or else the environment; undefined: none.
 * @throws CredentialFaultError if the variable is not an address
 */
export function proxyFor(
  { server, proxyUrl }: { readonly server: string; readonly proxyUrl: string | undefined },
  env: Environment,
): WantedProxy | undefined {
  if (proxyUrl !== undefined) return { url: proxyUrl, from: 'proxy-url' };
  const url = proxyFromEnvironment(server, env);
  return url === undefined ? undefined : { url, from: variableFor(new URL(server)) };
}

function variableFor({ protocol }: URL): 'HTTPS_PROXY' | 'HTTP_PROXY' {
  return protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
}

/**
 * The proxy from `HTTPS_PROXY` or `HTTP_PROXY` and `NO_PROXY` (also in lower case) for `server`; undefined: none.
 * Loopback addresses never use one.
 * @throws CredentialFaultError if the variable is not an address
 */
export function proxyFromEnvironment(server: string, env: Environment): string | undefined {
  const url = new URL(server);
  const secure = url.protocol === 'https:';
  const proxy = either(env, variableFor(url));
  if (proxy === '') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port === '' ? (secure ? '443' : '80') : url.port;
  if (isLoopback(host) || isExcluded(host, port, either(env, 'NO_PROXY'))) return undefined;
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  if (!isProxyAddress(address)) throw new CredentialFaultError({ kind: 'proxy-invalid' });
  return address;
}

function either(env: Environment, name: string): string {
  return env[name] || env[name.toLowerCase()] || '';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isExcluded(host: string, port: string, noProxy: string): boolean {
  return noProxy
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .some((entry) => entry === '*' || (entry !== '' && matches(host, port, entry)));
}

function matches(host: string, port: string, entry: string): boolean {
  if (entry.includes('/')) return isInNetwork(host, entry);
  const { name, wantedPort } = split(entry);
  if (wantedPort !== undefined && wantedPort !== port) return false;
  if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
  // ".example.com" and "*.example.com" are for subdomains only, "example.com" is for both.
  const domain = name.replace(/^\*(?=\.)/, '');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function split(entry: string): { readonly name: string; readonly wantedPort: string | undefined } {
  if (isIP(entry) === 6) return { name: entry, wantedPort: undefined };
  const found = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry);
  return { name: found?.[1] ?? entry, wantedPort: found?.[2] };
}

function isInNetwork(host: string, entry: string): boolean {
  const version = isIP(host);
  const [network = '', bits = ''] = entry.split('/');
  if (version === 0 || isIP(network) !== version || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}
