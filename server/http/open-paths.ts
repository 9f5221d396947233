/** The few paths that answer without a sign-in. Everything else is denied by default. */

import type { RequestTarget } from './request-target.ts';

/** The sign-in page, and what browsers fetch without cookies. The same for everybody. */
const OPEN_PATHS = new Set(['/signin', '/app.webmanifest', '/icon.svg', '/apple-icon.png', '/favicon.ico']);

/** True for a path that is written plainly: one with escapes or dots may mean another to who reads it next. */
export function isOpenPath({ pathname, segments }: RequestTarget): boolean {
  if (pathname !== `/${segments.join('/')}`) return false;
  if (OPEN_PATHS.has(pathname)) return true;
  const [first, second] = segments;
  return (first === 'api' && second === 'signin') || (first === '_next' && second === 'static');
}
