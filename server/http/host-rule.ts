/**
 * Which Host headers are accepted. This stops DNS rebinding: a page whose name resolves to this machine is same-origin
 * with us for the browser; only its Host header differs.
 */

import { isIP } from 'node:net';
import { bareHost, isLoopback } from '#server/config/addresses.ts';
import type { Settings } from '#server/config/settings.ts';

export type HostSettings = Pick<Settings, 'host' | 'allowedHosts'>;

const HOST_HEADER = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?$/i;

/** Wildcard addresses, which no client sends as Host. */
const WILDCARDS = new Set(['0.0.0.0', '::']);

/**
 * True for exactly one Host header that names loopback, the listen address or an allowed host. Any port is accepted,
 * since forwarded ports differ from ours.
 */
export function isServedHost(hostHeaders: readonly string[], settings: HostSettings): boolean {
  const name = nameIn(hostHeaders);
  if (name === undefined) return false;
  if (isLoopback(name)) return true;
  const bare = bareHost(name);
  const bound = bareHost(settings.host);
  if (bare === bound && !WILDCARDS.has(bound)) return true;
  return settings.allowedHosts.some((allowed) => bareHost(allowed) === bare);
}

/**
 * True for exactly one Host header that is an IP address. Kubelets and load balancers probe a pod by its address, which
 * no setting can list. No page has rebound it: its own Host header would be a name.
 */
export function isAddressedHost(hostHeaders: readonly string[]): boolean {
  const name = nameIn(hostHeaders);
  return name !== undefined && isIP(bareHost(name)) !== 0;
}

function nameIn(hostHeaders: readonly string[]): string | undefined {
  return hostHeaders.length === 1 ? HOST_HEADER.exec(hostHeaders[0] ?? '')?.[1] : undefined;
}
