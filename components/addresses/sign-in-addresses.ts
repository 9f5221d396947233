/** URLs of signing in and out. Few pages need them, so they are apart from the others. */

import { address } from './address.ts';

/**
 * The page to sign in, which leads to a path of ours afterwards.
 * @param problem the code of what went wrong, for the page to explain
 */
export function signInHref(returnTo: string, problem?: string): string {
  return address(['signin'], { returnTo, problem });
}

/** The same page in a window of its own, which closes itself. */
export function popupSignInHref(): string {
  return address(['signin'], { popup: '1' });
}

/** POST signs in with a token. */
export function signInRoute(): string {
  return address(['api', 'signin']);
}

/** Leads to the identity provider, and back to a path of ours. */
export function oidcSignInRoute(returnTo: string): string {
  return address(['api', 'signin', 'oidc'], { returnTo });
}

/** POST ends the sign-in. */
export function signOutRoute(): string {
  return address(['api', 'signout']);
}

/** Who the user is, as the cluster says. */
export function meRoute(): string {
  return address(['api', 'me']);
}
