/** Stores the dock across reloads, in the browser tab's session storage. */

import type { TabStorage } from '#components/terminal/connection/kept-sessions.ts';
import type { SessionClaims } from '#components/terminal/connection/session-claims.ts';
import type { KeptShell } from './closed-shells.ts';
import { decodeClosed, decodeDock, encodeClosed, encodeDock } from './dock-codec.ts';
import { type DockState, EMPTY_DOCK } from './dock-state.ts';
import { newPaneId } from './pane-id.ts';
import { CLOSED_KEY, DOCK_KEY, readStored } from './stored-dock.ts';

const ID_KEY = 'podshell.dock-id';

export interface DockStore {
  /** The stored dock; an empty one if none is stored or another window has claimed it. */
  load(): Promise<DockState>;
  save(state: DockState): void;
  /** The stored closed shells, also those that have ended since. Call it after `load`, which says whose they are. */
  loadClosed(): readonly KeptShell[];
  saveClosed(shells: readonly KeptShell[]): void;
}

/**
 * @param storage null if the browser forbids it; nothing is stored then
 * @param claims the window that claims the dock's id gets the dock
 */
export function createDockStore(storage: TabStorage | null, claims: SessionClaims): DockStore {
  return {
    async load() {
      const kept = readStored(storage, DOCK_KEY);
      const id = readStored(storage, ID_KEY);
      // A duplicated tab, or a window opened from this one, starts with a copy of the storage. The first window keeps the shells.
      if (id !== null && (await claims.claim(id))) return kept === null ? EMPTY_DOCK : decodeDock(kept);
      const ownId = newPaneId();
      write(storage, ID_KEY, ownId);
      write(storage, DOCK_KEY, null);
      write(storage, CLOSED_KEY, null);
      await claims.claim(ownId);
      return EMPTY_DOCK;
    },
    save(state) {
      write(storage, DOCK_KEY, state.tabs.length === 0 ? null : encodeDock(state));
    },
    loadClosed: () => decodeClosed(readStored(storage, CLOSED_KEY) ?? '[]'),
    saveClosed(shells) {
      write(storage, CLOSED_KEY, shells.length === 0 ? null : encodeClosed(shells));
    },
  };
}

function write(storage: TabStorage | null, key: string, value: string | null): void {
  try {
    if (value === null) storage?.removeItem(key);
    else storage?.setItem(key, value);
  } catch {
    // Full or forbidden: the dock works, but a reload will not find it.
  }
}
