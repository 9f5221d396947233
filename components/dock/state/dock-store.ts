/** Keeps the dock over a reload, in the tab's own storage. */

import { createSessionClaims } from '#components/terminal/connection/session-claims.ts';
import { decodeDock, encodeDock } from './dock-codec.ts';
import { type DockState, EMPTY_DOCK } from './dock-state.ts';
import { newPaneId } from './pane-id.ts';
import { tabStorage } from './tab-storage.ts';

const KEY = 'podshell.dock';
const ID_KEY = 'podshell.dock-id';

export interface DockStore {
  /** The dock of before the reload; an empty one when there is none, or when another window has it. */
  load(): Promise<DockState>;
  save(state: DockState): void;
}

/** True when there is a dock to be loaded. */
export function hasStoredDock(): boolean {
  return read(KEY) !== null;
}

export function createDockStore(): DockStore {
  const claims = createSessionClaims(navigator.locks);
  return {
    async load() {
      const kept = read(KEY);
      const id = read(ID_KEY);
      // A window that this one opened, or a duplicated tab, has a copy of the storage. The shells stay with the first.
      if (id !== null && (await claims.claim(id))) return kept === null ? EMPTY_DOCK : decodeDock(kept);
      const ownId = newPaneId();
      write(ID_KEY, ownId);
      write(KEY, null);
      await claims.claim(ownId);
      return EMPTY_DOCK;
    },
    save(state) {
      write(KEY, state.tabs.length === 0 ? null : encodeDock(state));
    },
  };
}

function read(key: string): string | null {
  return tabStorage()?.getItem(key) ?? null;
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) tabStorage()?.removeItem(key);
    else tabStorage()?.setItem(key, value);
  } catch {
    // Full or forbidden: the dock works all the same, only a reload will not find it.
  }
}
