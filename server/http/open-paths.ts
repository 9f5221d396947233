/** The few paths that answer without a sign-in. Everything else is denied by default. */

import type { RequestTarget } from './request/request-target.ts';

/** What browsers fetch without cookies. */
const FILES = new Set(['/app.webmanifest', '/icon.svg', '/apple-icon.png', '/favicon.ico']);

/**
 * True for a file that is the same for everybody. Nobody is asked who wants it: caches on the way keep it for all, so it
 * must not bring along a user's renewed cookies, and it does not wait for an identity provider.
 */
export function isPublicFile(target: RequestTarget): boolean {
  const [first, second] = target.segments;
  return isPlain(target) && (FILES.has(target.pathname) || (first === '_next' && second === 'static'));
}

/** True for the sign-in page and the routes behind it. */
export function isSignInPath(target: RequestTarget): boolean {
  const [first, second] = target.segments;
  return isPlain(target) && (target.pathname === '/signin' || (first === 'api' && second === 'signin'));
}

/** True for the way out. It stays open to a sign-in that cannot be checked or renewed now. */
export function isSignOutPath({ pathname }: RequestTarget): boolean {
  return pathname === '/api/signout';
}

/** False for a path with escapes or dots, which may mean another to who reads it next. */
function isPlain({ pathname, segments }: RequestTarget): boolean {
  return pathname === `/${segments.join('/')}`;
}
