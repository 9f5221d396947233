/** Hands the keys that were pressed before the page's code ran on to shortcuts and fields, as they come to life. */

import { currentActions, subscribeToActions } from '#components/actions/actions.ts';
import { type Shortcut, stepOf } from '#components/actions/shortcuts.ts';
import { type EarlyKey, handOnEarlyKeys } from '#components/keys/early-keys.ts';
import { typedAtFirst } from '#components/keys/early-text.ts';
import { keyPlace } from '#components/keys/key-place.ts';
import type { Platform } from '#components/keys/platform.ts';
import { isCatching } from '#components/keys/typed-ahead.ts';
import { whenIdle } from '#components/ui/when-idle.ts';

/**
 * How many of these keys the page can take now. A key that is no shortcut yet may become one: parts of the page come to
 * life later. So it waits, and all that follow it with it.
 * @param takesText what is typed goes to a field or terminal, or is caught for one
 */
export function readyKeys(
  keys: readonly EarlyKey[],
  shortcuts: readonly Shortcut[],
  platform: Platform,
  takesText: boolean,
): number {
  if (takesText) {
    const typed = typedAtFirst(keys);
    if (typed > 0) return typed;
  }
  const [first, second] = keys.slice(0, 2).map((key) => stepOf(key, platform));
  if (first === undefined) return 0;
  if (shortcuts.includes(first)) return 1;
  return second !== undefined && shortcuts.includes(`${first} ${second}`) ? 2 : 0;
}

/** To be begun when the page follows shortcuts. Ends once the page has loaded and is idle; the returned function ends it, too. */
export function takeEarlyKeys(platform: Platform): () => void {
  const early = window.podshellEarlyKeys;
  if (early === undefined) return () => {};
  const ended = new AbortController();
  const { signal } = ended;
  const offer = () => {
    const shortcuts = currentActions().flatMap(({ run, shortcut }) =>
      run === undefined || shortcut === undefined ? [] : [shortcut],
    );
    handOnEarlyKeys((keys) =>
      readyKeys(keys, shortcuts, platform, isCatching() || keyPlace(document.activeElement) !== 'page'),
    );
  };
  // React resets a field whose text changes while an effect runs.
  const soon = () => setTimeout(() => signal.aborted || offer());
  soon();
  early.onKey = offer;
  signal.addEventListener('abort', subscribeToActions(soon));
  const finish = () => {
    const cancel = whenIdle(() => {
      handOnEarlyKeys((keys) => keys.length);
      early.stop();
      ended.abort();
    });
    signal.addEventListener('abort', cancel);
  };
  if (document.readyState === 'complete') finish();
  else window.addEventListener('load', finish, { signal });
  return () => ended.abort();
}
