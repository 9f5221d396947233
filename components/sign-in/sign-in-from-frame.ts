/** Signs in again from a shell in a frame, which goes on where it was. */

import { ownPath } from '#components/addresses/own-path.ts';
import { served } from '#components/addresses/served.ts';
import { frameSignInPageHref, popupSignInHref } from '#components/addresses/sign-in-addresses.ts';
import { openPopup } from '#components/failures/sign-in-popup.ts';
import { newFrameSecret, signInForFrame } from './frame-sign-in.ts';

/** Call it for a click of the user. What goes wrong is said by the page to sign in, in place of the shell. */
export async function signInFromFrame(): Promise<void> {
  const secret = await newFrameSecret();
  if (secret === undefined) {
    // A frame of the same site shares the cookies of the window.
    openPopup(served(popupSignInHref()));
    return;
  }
  const { kind } = await signInForFrame(secret);
  if (kind === 'signed-in' || kind === 'closed') return;
  const { pathname, search } = window.location;
  window.location.assign(served(frameSignInPageHref(ownPath(pathname + search))));
}
