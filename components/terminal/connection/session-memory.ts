/** Stores a pane's session across a reload, for one window at a time. */

import type { KeptSessions } from './kept-sessions.ts';
import type { SessionMemory } from './ports.ts';
import type { SessionClaims } from './session-claims.ts';

/** @param paneId unique in the tab, and the same after a reload */
export function createSessionMemory(
  paneId: string,
  sessions: KeptSessions,
  claims: SessionClaims,
): SessionMemory {
  return {
    async load() {
      const kept = sessions.get(paneId);
      if (kept === null) return null;
      // A duplicated tab gets a copy of the storage; the shell stays with the tab that has it.
      return (await claims.claim(kept.sessionId, kept.takesOver)) ? kept : null;
    },
    save(kept) {
      void claims.claim(kept.sessionId);
      sessions.set(paneId, kept);
    },
    release: () => claims.release(),
    forget() {
      claims.release();
      sessions.delete(paneId);
    },
  };
}
