import { useLayoutEffect } from 'react';

/** Of the mounted components, the newest last. */
const titles: { readonly title: string }[] = [];

/**
 * Sets the window's title while the component is mounted. The page's initial title may stream in later, so this title is
 * set again if another one replaces it. Of several components, the one that has set its title last counts.
 */
export function usePageTitle(title: string): void {
  // A layout effect is cleaned up before the next page sets its title, so this one cannot overwrite it.
  useLayoutEffect(() => {
    const own = { title };
    titles.push(own);
    keep();
    const observer = new MutationObserver(keep);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      titles.splice(titles.indexOf(own), 1);
      keep();
    };
  }, [title]);
}

/** All observers want the same title: two that differ would replace each other's without end. */
function keep(): void {
  const wanted = titles.at(-1);
  if (wanted !== undefined && document.title !== wanted.title) document.title = wanted.title;
}
