/** What was typed before the page's code ran, for a terminal. Apart from handing on keys, which few pages have to. */

import type { EarlyKey } from './early-keys.ts';
import { nameOfKey } from './typed-ahead.ts';

/**
 * Takes what was typed first, for a terminal that catches from now on what follows.
 * @returns as `typedAhead` names keys
 */
export function takeEarlyText(): readonly string[] {
  const early = window.podshellEarlyKeys;
  const taken = early?.keys.splice(0, typedAtFirst(early.keys)) ?? [];
  if (early?.keys.length === 0) early.stop();
  return taken.map(nameOfKey);
}

/** Number of keys before the first that is a command, and no typing. */
export function typedAtFirst(keys: readonly EarlyKey[]): number {
  const command = keys.findIndex(({ key, ctrlKey, metaKey }) => (ctrlKey || metaKey) && /^k$/i.test(key));
  return command === -1 ? keys.length : command;
}
