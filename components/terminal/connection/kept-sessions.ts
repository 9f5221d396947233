/** The sessions of a tab's panes, in session storage, so that they survive a reload. */

import type { KeptSession } from './ports.ts';

/** The part of `Storage` that is used. Every method may throw: a browser can forbid storage. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class KeptSessions {
  readonly #storage: TabStorage | null;

  /** @param storage null if the browser forbids it; nothing is stored then */
  constructor(storage: TabStorage | null) {
    this.#storage = storage;
  }

  /** The stored session of a pane; null if there is none or it is damaged. */
  get(paneId: string): KeptSession | null {
    return decodeSession(this.#storage?.getItem(keyOf(paneId)) ?? null);
  }

  /** @returns false if the storage is full or forbidden: the shell works, but a reload will not find it */
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
  try {
    return readSession(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Reads a session from parsed JSON; null if it is none. Never throws. */
export function readSession(value: unknown): KeptSession | null {
  if (typeof value !== 'object' || value === null) return null;
  const { sessionId, shownBytes, takesOver } = value as Partial<Record<string, unknown>>;
  if (typeof sessionId !== 'string' || !Number.isSafeInteger(shownBytes)) return null;
  const kept = { sessionId, shownBytes: shownBytes as number };
  return takesOver === true ? { ...kept, takesOver } : kept;
}
