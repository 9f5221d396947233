/** Where a browser tab stores its dock, for whoever only asks whether it has one. Reading it is for `dock-store.ts`. */

import type { TabStorage } from '#components/terminal/connection/kept-sessions.ts';

export const DOCK_KEY = 'podshell.dock';
export const CLOSED_KEY = 'podshell.closed-shells';

/** True when there is a dock to load, or a closed shell to offer. */
export function hasStoredDock(storage: TabStorage | null): boolean {
  return readStored(storage, DOCK_KEY) !== null || readStored(storage, CLOSED_KEY) !== null;
}

/** True if a stored dock seems to hold the pane. */
export function isStoredPane(storage: TabStorage | null, paneId: string): boolean {
  return readStored(storage, DOCK_KEY)?.includes(JSON.stringify(paneId)) === true;
}

export function readStored(storage: TabStorage | null, key: string): string | null {
  return storage?.getItem(key) ?? null;
}
