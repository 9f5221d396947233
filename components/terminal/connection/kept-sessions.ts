/** The sessions that the panes of a tab had before a reload, in the tab's own storage. */

import type { KeptSession } from './ports.ts';

/** The part of `Storage` that is used. Every method may throw: a browser can forbid storage. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class KeptSessions {
  readonly #storage: TabStorage | null;

  /** @param storage null where the browser forbids it; nothing is kept then */
  constructor(storage: TabStorage | null) {
    this.#storage = storage;
  }

  /** The session of a pane; null when none is kept, or when what is kept is damaged. */
  get(paneId: string): KeptSession | null {
    return decodeSession(this.#storage?.getItem(keyOf(paneId)) ?? null);
  }

  /** @returns false when the storage is full or forbidden: the shell works, but a reload will not find it */
  set(paneId: string, kept: KeptSession): boolean {
    try {
      this.#storage?.setItem(keyOf(paneId), JSON.stringify(kept));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }

  delete(paneId: string): void {
    this.#storage?.removeItem(keyOf(paneId));
  }
}

function keyOf(paneId: string): string {
  return `podshell.session:${paneId}`;
}

function decodeSession(text: string | null): KeptSession | null {
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
