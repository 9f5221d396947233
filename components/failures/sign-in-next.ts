/**
 * The next sign-in: who wants it, and who waits for it. Events of the window, and a BroadcastChannel for all windows of this
 * browser.
 */

import { ownKey } from '#components/addresses/served.ts';

const WANTED = 'podshell.sign-in-wanted';
const SIGNED_IN = ownKey('podshell.signed-in');

/** The user wants to sign in. False: nothing on this page takes care of it. */
export function wantSignIn(): boolean {
  return !window.dispatchEvent(new Event(WANTED, { cancelable: true }));
}

/** Takes care of it, until the returned function is called. */
export function onSignInWanted(listener: () => void): () => void {
  const take = (event: Event) => {
    event.preventDefault();
    listener();
  };
  window.addEventListener(WANTED, take);
  return () => window.removeEventListener(WANTED, take);
}

/** The user has signed in: tells all windows of this browser, this one too. */
export function announceSignIn(): void {
  const channel = new BroadcastChannel(SIGNED_IN);
  channel.postMessage(null);
  channel.close();
}

/** Calls back when the user has signed in, in any window, until the returned function is called. */
export function onSignedIn(listener: () => void): () => void {
  const channel = new BroadcastChannel(SIGNED_IN);
  channel.onmessage = () => listener();
  return () => channel.close();
}
