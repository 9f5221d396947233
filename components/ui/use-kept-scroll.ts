import { type RefObject, useEffect, useRef } from 'react';

/** Positions by entry of the window's history, in session storage. */
const STORAGE_KEY = 'podshell.scroll';

/** Entries that are remembered; the oldest is forgotten first. */
const MOST_ENTRIES = 50;

/** Scrolling has paused when nothing moved for this long. Milliseconds. */
const SETTLED_MS = 100;

/** What a user scrolls with; after it, an old position must not be forced any more. */
const USER_EVENTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

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
    wanted.current = readPositions().get(entry) ?? null;
    restore(element, wanted);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unsaved: { readonly entry: string; readonly top: number } | undefined;
    const save = (): void => {
      clearTimeout(timer);
      if (unsaved !== undefined) writePosition(unsaved.entry, unsaved.top);
      unsaved = undefined;
    };
    const onScroll = (): void => {
      if (wanted.current !== null) return;
      // Of the entry that is shown now: on a later page it would be another.
      unsaved = { entry: currentEntry() ?? entry, top: element.scrollTop };
      clearTimeout(timer);
      timer = setTimeout(save, SETTLED_MS);
    };
    const onUser = (): void => {
      wanted.current = null;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    for (const type of USER_EVENTS) window.addEventListener(type, onUser, { passive: true });
    window.addEventListener('pagehide', save);
    return () => {
      save();
      element.removeEventListener('scroll', onScroll);
      for (const type of USER_EVENTS) window.removeEventListener(type, onUser);
      window.removeEventListener('pagehide', save);
    };
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows make room for the position
  useEffect(() => {
    if (scroller.current !== null) restore(scroller.current, wanted);
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

function readPositions(): Map<string, number> {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(STORAGE_KEY) ?? '[]');
    return new Map(Array.isArray(stored) ? stored.filter(isPosition) : []);
  } catch {
    return new Map();
  }
}

function isPosition(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function writePosition(entry: string, top: number): void {
  const positions = readPositions();
  positions.delete(entry);
  positions.set(entry, top);
  try {
    window.sessionStorage.setItem(STORAGE_KEY, JSON.stringify([...positions].slice(-MOST_ENTRIES)));
  } catch {
    // Without storage the list starts at its top, as before.
  }
}
