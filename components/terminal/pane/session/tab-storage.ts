import { ownKey } from '#components/addresses/served.ts';
import type { TabStorage } from '../../connection/kept-sessions.ts';

/** The session storage of this Podshell; null if the browser forbids it: reading the property then throws. */
export function tabStorage(): TabStorage | null {
  try {
    const storage = window.sessionStorage;
    return {
      getItem: (key) => storage.getItem(ownKey(key)),
      setItem: (key, value) => storage.setItem(ownKey(key), value),
      removeItem: (key) => storage.removeItem(ownKey(key)),
    };
  } catch {
    return null;
  }
}
