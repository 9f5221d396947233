import { useLayoutEffect } from 'react';

/**
 * Sets the window's title while the component is mounted. The page's initial title may stream in later, so this title is
 * set again if another one replaces it.
 */
export function usePageTitle(title: string): void {
  // A layout effect is cleaned up before the next page sets its title, so this one cannot overwrite it.
  useLayoutEffect(() => {
    const keep = () => {
      if (document.title !== title) document.title = title;
    };
    keep();
    const observer = new MutationObserver(keep);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [title]);
}
