import { useSyncExternalStore } from 'react';

/** A text that the browser keeps for all its windows. */
export interface KeptText {
  /** Null while nothing is kept, and on the server. */
  readonly read: () => string | null;
  /** Null forgets it. Where the browser forbids or has no room to keep it, it holds until the page is left. */
  readonly write: (text: string | null) => void;
  /** Calls back when any window may have changed it, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** @param key in the browser's local storage */
export function createKeptText(key: string): KeptText {
  const listeners = new Set<() => void>();
  /** What this page wrote while the storage did not take it. */
  let unkept: { readonly text: string | null } | null = null;
  return {
    read() {
      if (unkept !== null) return unkept.text;
      try {
        return window.localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(text) {
      try {
        if (text === null) window.localStorage.removeItem(key);
        else window.localStorage.setItem(key, text);
        unkept = null;
      } catch {
        unkept = { text };
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      window.addEventListener('storage', listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener('storage', listener);
      };
    },
  };
}

/** The text now, and again after each change; null on the server and in the first render of its pages. */
export function useKeptText({ subscribe, read }: KeptText): string | null {
  return useSyncExternalStore(subscribe, read, () => null);
}
