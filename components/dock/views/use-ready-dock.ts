import { useEffect } from 'react';
import { whenIdle } from '#components/ui/when-idle.ts';

/** The first seconds belong to the page's own code and data. Milliseconds. */
const LATER_MS = 1500;

/** Links to shells, on any page. */
const SHELL_LINKS = 'a[href*="/shell/"]';

/**
 * Prepares the dock before the first shell is opened: when the page is idle, or at once when the user points at a link
 * to a shell or moves the focus to it.
 * @param prepare called once; must be stable across renders
 */
export function useReadyDock(isWanted: boolean, prepare: () => void): void {
  useEffect(() => {
    if (!isWanted) return;
    const waiting = new AbortController();
    const { signal } = waiting;
    const go = () => {
      if (signal.aborted) return;
      waiting.abort();
      prepare();
    };
    const onPoint = ({ target }: Event) => {
      if (target instanceof Element && target.closest(SHELL_LINKS) !== null) go();
    };
    document.addEventListener('pointerover', onPoint, { signal, passive: true });
    document.addEventListener('focusin', onPoint, { signal });
    let cancel = () => {};
    const timer = setTimeout(() => {
      cancel = whenIdle(go);
    }, LATER_MS);
    return () => {
      waiting.abort();
      clearTimeout(timer);
      cancel();
    };
  }, [isWanted, prepare]);
}
