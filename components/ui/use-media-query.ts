import { useMemo, useSyncExternalStore } from 'react';

/** True while the window matches a media query, such as `(pointer: coarse)`; false for what the server renders. */
export function useMediaQuery(query: string): boolean {
  const store = useMemo(() => {
    // Asked for once: a page may render for each key.
    let list: MediaQueryList | undefined;
    const listOf = () => {
      list ??= window.matchMedia(query);
      return list;
    };
    return {
      subscribe(listener: () => void) {
        const list = listOf();
        list.addEventListener('change', listener);
        return () => list.removeEventListener('change', listener);
      },
      matches: () => listOf().matches,
    };
  }, [query]);
  return useSyncExternalStore(store.subscribe, store.matches, () => false);
}
