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

/**
 * Leads to the identity provider, and back to a page of ours.
 * @param frame the challenge of the frame that the sign-in is for
 */
export function oidcSignInRoute(returnTo: string, frame?: string): string {
  return served(address(['api', 'signin', 'oidc'], { returnTo: served(returnTo), frame }));
}

/**
 * The page to sign in for a frame in a page of another site, in a window of its own.
 * @param challenge what the frame shows of its secret
 * @param isBack the identity provider has signed the user in
 */
export function frameSignInHref(challenge: string, isBack = false): string {
  return address(['signin'], { frame: challenge, back: isBack ? '1' : undefined });
}

/** The page that stands in a frame until it is signed in, and then leads to a page of ours. */
export function frameSignInPageHref(returnTo: string): string {
  return address(['signin'], { returnTo: served(returnTo), embed: '1' });
}

/** POST gives the window the ticket for the frame. */
export function ticketRoute(): string {
  return served(address(['api', 'signin', 'ticket']));
}

/** POST signs the frame in with its ticket. */
export function frameSignInRoute(): string {
  return served(address(['api', 'signin', 'frame']));
}

/** POST ends the sign-in. */
export function signOutRoute(): string {
  return served(address(['api', 'signout']));
}

/** Who the user is, as the cluster says. */
export function meRoute(): string {
  return served(address(['api', 'me']));
}
