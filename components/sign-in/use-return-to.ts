'use client';

import { useSyncExternalStore } from 'react';

/**
 * Where the user goes after signing in, with the fragment: browsers keep it over the redirect to the page to sign in, and
 * send it to no server.
 */
export function useReturnTo(returnTo: string): string {
  const fragment = useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => '',
  );
  return returnTo.includes('#') ? returnTo : returnTo + fragment;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
