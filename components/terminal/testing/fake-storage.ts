import type { TabStorage } from '../connection/kept-sessions.ts';

/** A tab's storage in memory. */
export function fakeStorage(
  values = new Map<string, string>(),
): TabStorage & { values: Map<string, string> } {
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** Storage that is full. */
export function fullStorage(): TabStorage {
  return {
    ...fakeStorage(),
    setItem: () => {
      throw new DOMException('Full', 'QuotaExceededError');
    },
  };
}
