import { useEffect } from 'react';
import { EXPECT_SHELL_EVENT } from '#components/addresses/open-in-dock.ts';

/** Links to shells, on any page. */
const SHELL_LINKS = 'a[href*="/shell/"]';

/**
 * Prepares the dock before the first shell is opened: when the page says that it has what it needs, or at once when the
 * user points at a link to a shell or moves the focus to it.
 * @param prepare called once; must be stable across renders
 */
export function useReadyDock(isWanted: boolean, prepare: () => void): void {
  useEffect(() => {
    if (!isWanted) return;
    const waiting = new AbortController();
    const { signal } = waiting;
    const go = () => {
      waiting.abort();
      prepare();
    };
    const onPoint = ({ target }: Event) => {
      if (target instanceof Element && target.closest(SHELL_LINKS) !== null) go();
    };
    document.addEventListener('pointerover', onPoint, { signal, passive: true });
    document.addEventListener('focusin', onPoint, { signal });
    window.addEventListener(EXPECT_SHELL_EVENT, go, { signal });
    return () => waiting.abort();
  }, [isWanted, prepare]);
}
