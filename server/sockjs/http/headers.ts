/** Header groups of the protocol: caching, CORS and the JSESSIONID cookie. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResolvedOptions } from '../options.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** For responses that never change: iframe pages, preflights. */
export function setCacheable(response: ServerResponse, nowMs: number): void {
  response.setHeader('Cache-Control', `public, max-age=${YEAR_SECONDS}`);
  response.setHeader('Expires', new Date(nowMs + YEAR_SECONDS * 1000).toUTCString());
}

/** For responses of one session. iOS 6 would cache even a POST. */
export function setNotCached(response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-store, no-cache, no-transform, must-revalidate, max-age=0');
}

/** Lets a page of another origin read the response, with cookies. Call only if the origin is allowed. */
export function setCors(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin) response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Allow-Origin', origin || '*');
  response.setHeader('Vary', 'Origin');
  const requested = request.headers['access-control-request-headers'];
  if (requested) response.setHeader('Access-Control-Allow-Headers', requested);
}

/** The response headers of a preflight. */
export function setPreflight(response: ServerResponse, methods: string): void {
  response.setHeader('Access-Control-Allow-Methods', methods);
  response.setHeader('Access-Control-Max-Age', String(YEAR_SECONDS));
}

/** True without an Origin: then no page of another site can read the response. */
export function isOriginAllowed(request: IncomingMessage, options: ResolvedOptions): boolean {
  const { origin } = request.headers;
  return !origin || options.allowOrigin(origin, request);
}

const SESSION_COOKIE = /(?:^|;)\s*JSESSIONID=([\w.!~*'()+/=:-]{1,256})\s*(?:;|$)/;

/** Echoes the JSESSIONID cookie, or sets a dummy value. */
export function setSessionCookie(request: IncomingMessage, response: ServerResponse): void {
  const value = SESSION_COOKIE.exec(request.headers.cookie ?? '')?.[1] ?? 'dummy';
  response.setHeader('Set-Cookie', `JSESSIONID=${value}; path=/`);
}
