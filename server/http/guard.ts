/** The checks that run first on every request and upgrade. */

import type { IncomingMessage } from 'node:http';
import type { ProblemCode } from '#protocol/problem.ts';
import type { Settings } from '#server/config/settings.ts';
import { framingOrigins } from './framing-origins.ts';
import { isHealthPath } from './health-routes.ts';
import { isAddressedHost, isServedHost } from './host-rule.ts';
import { isWelcomeOrigin, isWelcomeRead, isWelcomeSite } from './origin-rule.ts';
import { isUnder, type RequestTarget, readTarget } from './request/request-target.ts';
import type { ToldByProxy } from './request/told-by-proxy.ts';

export type GuardSettings = Pick<
  Settings,
  'host' | 'allowedHosts' | 'allowedOrigins' | 'frameAncestors' | 'sockjsPrefix' | 'tlsCert'
>;

/** The parts of a request that the guard reads. */
export type GuardedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'headersDistinct'>;

export type Verdict =
  | { readonly kind: 'pass'; readonly target: RequestTarget }
  | { readonly kind: 'refuse'; readonly code: ProblemCode; readonly detail: string };

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Checks the Host header and what a proxy says of it, then the target, then the origin of a request.
 * @param kind `upgrade`: checked by Origin, which browsers always send with upgrades
 */
export function judge(
  request: GuardedRequest,
  kind: 'request' | 'upgrade',
  settings: GuardSettings,
  told: ToldByProxy,
): Verdict {
  const hosts = request.headersDistinct.host ?? [];
  const target = readTarget(request.url);
  const isProbe = kind === 'request' && target !== undefined && isHealthPath(target.pathname);
  const isServed =
    isServedHost(hosts, settings) && told.hosts.every((host) => isServedHost([host], settings));
  if (!isServed && !(isProbe && isAddressedHost(hosts))) {
    return refuse(
      'host-rejected',
      'Podshell does not accept this host name. Set PODSHELL_PUBLIC_URL to the address in the browser, or add the name to PODSHELL_ALLOWED_HOSTS.',
    );
  }
  if (target === undefined) return refuse('bad-request', 'The request target is not a valid path.');
  // What the browser used is what the proxies saw.
  const seen = told.hosts.length > 0 ? told.hosts : [request.headers.host ?? ''];
  const proto = request.headersDistinct['x-forwarded-proto']?.join() ?? told.proto;
  if (!seen.some((host) => comesFromUs(request, kind, target, settings, { host, proto }))) {
    return refuse(
      'origin-rejected',
      'The request comes from another site, or a proxy has changed its Host header. Set PODSHELL_PUBLIC_URL to the address in the browser, or add the site to PODSHELL_ALLOWED_ORIGINS.',
    );
  }
  return { kind: 'pass', target };
}

function comesFromUs(
  request: GuardedRequest,
  kind: 'request' | 'upgrade',
  target: RequestTarget,
  { sockjsPrefix, allowedOrigins, frameAncestors, tlsCert }: GuardSettings,
  { host, proto }: { readonly host: string; readonly proto: string | undefined },
): boolean {
  const evidence = {
    host,
    origin: request.headers.origin,
    secFetchSite: request.headersDistinct['sec-fetch-site']?.join(),
    forwardedProto: proto,
    ownScheme: tlsCert === '' ? undefined : ('https' as const),
  };
  if (kind === 'upgrade') return isWelcomeOrigin(evidence, allowedOrigins);
  const guarded = changesState(request.method ?? '', target) || isUnder(target.pathname, sockjsPrefix);
  if (guarded) return isWelcomeSite(evidence, allowedOrigins);
  const navigation = {
    mode: request.headersDistinct['sec-fetch-mode']?.join(),
    destination: request.headersDistinct['sec-fetch-dest']?.join(),
    framable: framingOrigins(request.url, frameAncestors).length > 0,
  };
  return isWelcomeRead(evidence, navigation, allowedOrigins);
}

/** Includes GET under `/api/pod/`, which issues a session. */
function changesState(method: string, { segments }: RequestTarget): boolean {
  return !READING_METHODS.has(method) || (segments[0] === 'api' && segments[1] === 'pod');
}

function refuse(code: ProblemCode, detail: string): Verdict {
  return { kind: 'refuse', code, detail };
}
