/** Remembers a pane's session over a reload, in the tab's own storage, and for one window at a time. */

import type { KeptSession, SessionMemory } from './ports.ts';
import type { SessionClaims } from './session-claims.ts';

/** The part of `Storage` that is used. Every method may throw: a browser can forbid storage. */
export type PaneStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * @param paneId stable over a reload, unique among the panes of a tab
 * @param storage of the tab; null where the browser forbids it, and then nothing is remembered
 */
export function createSessionMemory(
  paneId: string,
  storage: PaneStorage | null,
  claims: SessionClaims,
): SessionMemory {
  const key = sessionKey(paneId);
  return {
    async load() {
      const kept = parseKept(storage?.getItem(key) ?? null);
      if (kept === null) return null;
      // A duplicated tab gets a copy of the storage; the shell stays with the tab that has it.
      return (await claims.claim(kept.sessionId)) ? kept : null;
    },
    save(kept) {
      void claims.claim(kept.sessionId);
      try {
        storage?.setItem(key, JSON.stringify(kept));
      } catch {
        // Full or forbidden: the shell works all the same, only a reload will not find it.
      }
    },
    release: () => claims.release(),
    forget() {
      claims.release();
      storage?.removeItem(key);
    },
  };
}

/** Where the tab's storage has the session of a pane. */
export function sessionKey(paneId: string): string {
  return `podshell.session:${paneId}`;
}

function parseKept(text: string | null): KeptSession | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { sessionId, shownBytes } = value as Partial<Record<string, unknown>>;
  const isKept = typeof sessionId === 'string' && Number.isSafeInteger(shownBytes);
  return isKept ? { sessionId, shownBytes: shownBytes as number } : null;
}
