/**
 * What can be done from the command palette and by shortcut. Each area of the page registers its own actions while it
 * is there, with `useActions` or {@link registerActions}; the palette and the list of shortcuts show them all.
 */

import type { Shortcut } from './shortcuts.ts';

export interface Action {
  /** Unique among all actions, for instance `pods.filter`. */
  readonly id: string;
  /** What it does, as a command: "Filter the pods". */
  readonly label: string;
  /** The heading that it stands under, for instance "Terminal". */
  readonly group: string;
  /** Also found by these words. */
  readonly keywords?: string;
  readonly shortcut?: Shortcut;
  /**
   * Its keys work inside a terminal too. Only for combinations that no shell needs, such as `mod+shift+k` or, on
   * macOS, those with Cmd: all others are typed.
   */
  readonly inTerminal?: boolean;
  readonly run: () => void;
}

const registered = new Map<symbol, readonly Action[]>();
const listeners = new Set<() => void>();
let all: readonly Action[] = [];

/** Adds actions until the returned function is called. Of two with one id, the later registered counts. */
export function registerActions(actions: readonly Action[]): () => void {
  const key = Symbol('actions');
  registered.set(key, actions);
  changed();
  return () => {
    registered.delete(key);
    changed();
  };
}

/** Every action that can be run now. The array is the same until something changes. */
export function currentActions(): readonly Action[] {
  return all;
}

/** Calls back after each change, until the returned function is called. */
export function subscribeToActions(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  all = [...new Map([...registered.values()].flat().map((action) => [action.id, action])).values()];
  for (const listener of listeners) listener();
}
