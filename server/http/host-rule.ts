/**
 * Which Host headers are served. A page that points its own name at this machine (DNS rebinding) is same-origin
 * with us as far as the browser knows; only its Host header gives it away.
 */

import { bareHost, isLoopback } from '#server/config/addresses.ts';
import type { Settings } from '#server/config/settings.ts';

export type HostSettings = Pick<Settings, 'host' | 'allowedHosts'>;

const HOST_HEADER = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?$/i;

/** Addresses that mean every interface; no client can name them. */
const WILDCARDS = new Set(['0.0.0.0', '::']);

/**
 * True for a single Host header whose name is a loopback one, the address that the server listens on, or one of
 * the allowed names. Any port passes: forwarded ports differ from ours.
 */
export function isServedHost(hostHeaders: readonly string[], settings: HostSettings): boolean {
  const name = hostHeaders.length === 1 ? HOST_HEADER.exec(hostHeaders[0] ?? '')?.[1] : undefined;
  if (name === undefined) return false;
  if (isLoopback(name)) return true;
  const bare = bareHost(name);
  const bound = bareHost(settings.host);
  if (bare === bound && !WILDCARDS.has(bound)) return true;
  return settings.allowedHosts.some((allowed) => bareHost(allowed) === bare);
}
