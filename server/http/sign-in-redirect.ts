/** Leads pages that need a sign-in to the sign-in page, and back. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { withBasePath } from '#protocol/base-path.ts';
import type { ProblemCode } from '#protocol/problem.ts';
import { basePathOf } from '#server/config/public-url.ts';
import type { Settings } from '#server/config/settings.ts';
import { framingOrigins } from './framing-origins.ts';
import { isUnder, type RequestTarget } from './request/request-target.ts';

/** Next's own mark on requests for the data of a page. */
const NEXT_QUERY = '_rsc';

/**
 * Redirects a request for a page; false, and nothing is sent, for any other.
 * @param code why the caller is not let in; other codes than `unauthenticated` go along for the page to explain
 */
export function redirectToSignIn(
  { pathname, segments }: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
  code: ProblemCode,
  {
    sockjsPrefix,
    publicUrl,
    frameAncestors,
  }: Pick<Settings, 'sockjsPrefix' | 'publicUrl' | 'frameAncestors'>,
): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || segments[0] === 'api' || segments[0] === '_next' || isUnder(pathname, sockjsPrefix))
    return false;
  const { url = '' } = request;
  const wanted = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
  wanted.delete(NEXT_QUERY);
  const basePath = basePathOf({ publicUrl });
  const returnTo = withBasePath(basePath, wanted.size === 0 ? pathname : `${pathname}?${wanted}`);
  const query = new URLSearchParams({ returnTo });
  if (code !== 'unauthenticated') query.set('problem', code);
  if (isForFrame(request, frameAncestors)) query.set('embed', '1');
  response
    .writeHead(307, { location: withBasePath(basePath, `/signin?${query}`), 'cache-control': 'no-store' })
    .end();
  return true;
}

/** True for a page that is to be shown in a frame, and may be. The page to sign in refuses frames unless it knows. */
function isForFrame(request: IncomingMessage, allowed: readonly string[]): boolean {
  const destination = request.headersDistinct['sec-fetch-dest']?.join();
  return destination === 'iframe' && framingOrigins(request.url, allowed).length > 0;
}
