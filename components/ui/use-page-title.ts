import { useLayoutEffect } from 'react';

/**
 * Keeps the title of the window while the component is shown. The page's own first title may stream in after this one
 * was set, so a title that changes under it is set again.
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
