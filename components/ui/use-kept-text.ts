import { useSyncExternalStore } from 'react';

/** A text in local storage, shared by all windows. */
export interface KeptText {
  /** Null if nothing is stored, and on the server. */
  readonly read: () => string | null;
  /** Null removes it. If the storage is forbidden or full, the text is kept until the page unloads. */
  readonly write: (text: string | null) => void;
  /** Calls back when any window may have changed it; the returned function unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** @param key key in local storage */
export function createKeptText(key: string): KeptText {
  const listeners = new Set<() => void>();
  /** The text of this page while the storage does not accept it. */
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

/** The current text; null on the server and during hydration. */
export function useKeptText({ subscribe, read }: KeptText): string | null {
  return useSyncExternalStore(subscribe, read, () => null);
}
