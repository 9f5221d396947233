/** URLs of signing in and out: pages as Next has them, routes as the browser asks for them. Few pages need them. */

import { address } from './address.ts';
import { served } from './served.ts';

/**
 * The page to sign in, which leads to a page of ours afterwards.
 * @param problem the code of what went wrong, for the page to explain
 */
export function signInHref(returnTo: string, problem?: string): string {
  return address(['signin'], { returnTo: served(returnTo), problem });
}

/** The same page in a window of its own, which closes itself. */
export function popupSignInHref(): string {
  return address(['signin'], { popup: '1' });
}

/** POST signs in with a token. */
export function signInRoute(): string {
  return served(address(['api', 'signin']));
}

/** Leads to the identity provider, and back to a page of ours. */
export function oidcSignInRoute(returnTo: string): string {
  return served(address(['api', 'signin', 'oidc'], { returnTo: served(returnTo) }));
}

/** POST ends the sign-in. */
export function signOutRoute(): string {
  return served(address(['api', 'signout']));
}

/** Who the user is, as the cluster says. */
export function meRoute(): string {
  return served(address(['api', 'me']));
}
