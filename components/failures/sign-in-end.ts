/**
 * A sign-in that ends under an open page: whoever notices tells the page. Apart from `sign-in-next.ts`, because every page
 * loads it.
 */

const ENDED = 'podshell.sign-in-ended';

/** A request or a connection was refused because nobody is signed in any more. For code without a page, nothing. */
export function noteSignInEnded(): void {
  if (typeof window !== 'undefined') window.dispatchEvent(new Event(ENDED));
}

/** Calls back each time it is noticed, until the returned function is called. */
export function onSignInEnded(listener: () => void): () => void {
  window.addEventListener(ENDED, listener);
  return () => window.removeEventListener(ENDED, listener);
}
