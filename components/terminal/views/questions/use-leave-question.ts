'use client';

import { useEffect } from 'react';

/**
 * Lets the browser ask before the page is closed or reloaded. It shows its own words, and asks only users who have
 * done something on the page.
 * @param asks false: there is no listener, which would keep the page out of the back/forward cache of some browsers
 */
export function useLeaveQuestion(asks: boolean): void {
  useEffect(() => {
    if (!asks) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [asks]);
}
