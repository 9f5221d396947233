/**
 * Actions for the command palette and for shortcuts. Each part of the page registers its actions while it is mounted,
 * with `useActions` or {@link registerActions}; the palette and the list of shortcuts show all of them.
 */

import type { Shortcut } from './shortcuts.ts';

export interface Action {
  /** Unique among all actions, for instance `pods.filter`. */
  readonly id: string;
  /** What it does, in the imperative: "Filter the pods". */
  readonly label: string;
  /** The heading it is listed under, for instance "Terminal". */
  readonly group: string;
  /** Additional search terms. */
  readonly keywords?: string;
  readonly shortcut?: Shortcut;
  /** Further keys for the same. Only listed: the shortcut is what the page follows. */
  readonly also?: readonly Shortcut[];
  /**
   * The shortcut works inside a terminal too. Only for combinations that no shell needs, such as `mod+shift+k`, or
   * Cmd combinations on macOS.
   */
  readonly inTerminal?: boolean;
  /** Undefined: what has the focus handles the key itself, and the action is only listed among the shortcuts. */
  readonly run?: () => void;
}

const registered = new Map<symbol, readonly Action[]>();
const listeners = new Set<() => void>();
let all: readonly Action[] = [];

/** Registers actions; the returned function removes them. Of two with the same id, the later one wins. */
export function registerActions(actions: readonly Action[]): () => void {
  const key = Symbol('actions');
  registered.set(key, actions);
  changed();
  return () => {
    registered.delete(key);
    changed();
  };
}

/** All registered actions. The same array until something changes. */
export function currentActions(): readonly Action[] {
  return all;
}

/** Calls back after each change; the returned function unsubscribes. */
export function subscribeToActions(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  all = [...new Map([...registered.values()].flat().map((action) => [action.id, action])).values()];
  for (const listener of listeners) listener();
}
