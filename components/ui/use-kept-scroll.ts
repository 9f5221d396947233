import { type RefObject, useEffect, useRef } from 'react';

/** One key in session storage for each entry of the window's history. */
const PREFIX = 'podshell.scroll.';

/** What a user scrolls with; after it, an old position must not be forced any more. */
const USER_EVENTS = ['wheel', 'pointerdown', 'keydown'] as const;

/**
 * Restores the scroll position of an element when the user comes back to this entry of the history, or reloads. Does
 * nothing in browsers without the Navigation API.
 * @param rows how many rows the element has: a position is restored once there are enough
 */
export function useKeptScroll(scroller: RefObject<HTMLElement | null>, rows: number): void {
  const wanted = useRef<number | null>(null);

  useEffect(() => {
    const element = scroller.current;
    const entry = currentEntry();
    if (element === null || entry === undefined) return;
    wanted.current = readPosition(entry);
    restore(element, wanted);
    const onScroll = (): void => {
      // Of the entry that is shown now: on a later page it would be another.
      if (wanted.current === null) writePosition(currentEntry() ?? entry, element.scrollTop);
    };
    const onUser = (): void => {
      wanted.current = null;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    for (const type of USER_EVENTS) window.addEventListener(type, onUser, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      for (const type of USER_EVENTS) window.removeEventListener(type, onUser);
    };
  }, [scroller]);

  useEffect(() => {
    if (scroller.current !== null && rows > 0) restore(scroller.current, wanted);
  }, [scroller, rows]);
}

function restore(element: HTMLElement, wanted: RefObject<number | null>): void {
  const top = wanted.current;
  if (top === null) return;
  element.scrollTop = top;
  if (element.scrollHeight - element.clientHeight >= top) wanted.current = null;
}

/** Stays the same when the address of the entry is replaced, as the filter does. */
function currentEntry(): string | undefined {
  return 'navigation' in window ? (window.navigation.currentEntry?.key ?? undefined) : undefined;
}

function readPosition(entry: string): number | null {
  try {
    return Number(window.sessionStorage.getItem(PREFIX + entry)) || null;
  } catch {
    return null;
  }
}

function writePosition(entry: string, top: number): void {
  try {
    window.sessionStorage.setItem(PREFIX + entry, `${top}`);
  } catch {
    // Without storage the list starts at its top.
  }
}
