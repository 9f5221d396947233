/** Which terminal had the focus when the page was left, so that it has it again after a reload. */

import { tabStorage } from './session/tab-storage.ts';

const KEY = 'podshell.focus';

let atLoad: string | null | undefined;

/** @returns the id of the pane that had the focus when the page was left; null: none. Reads the storage once. */
export function focusAtLoad(): string | null {
  if (atLoad === undefined) {
    atLoad = tabStorage()?.getItem(KEY) ?? null;
    // A window that is opened from this one starts with a copy of the storage.
    tabStorage()?.removeItem(KEY);
  }
  return atLoad;
}

/** Call it for each pane while the page is being left. */
export function keepFocus(paneId: string, hasFocus: boolean): void {
  const storage = tabStorage();
  try {
    if (hasFocus) storage?.setItem(KEY, paneId);
    else if (storage?.getItem(KEY) === paneId) storage.removeItem(KEY);
  } catch {
    // Full or forbidden: the page has the focus after a reload.
  }
}
