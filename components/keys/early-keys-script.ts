/** The script in the document's head that keeps {@link EarlyKeys}. */

import type { EarlyKey, EarlyKeys } from './early-keys.ts';
import { keyPlace } from './key-place.ts';
import { LONGEST_MS } from './typed-ahead.ts';
import { typedAs } from './typed-key.ts';

/**
 * Keeps keys from the browser and for the page: Ctrl+K (Cmd+K on macOS), characters that are typed in no field, and from
 * then on all that is typed, until the user presses Escape or a button of the pointer. Text in a field is the field's, unless
 * it follows such a key. Uses nothing from outside of it but what it gets: the script in the head has its source.
 * @param longestMs how long after the page has loaded it keeps keys for what may never come. Milliseconds
 */
export function keepEarlyKeys(placeOf: typeof keyPlace, kindOf: typeof typedAs, longestMs: number): void {
  const keys: EarlyKey[] = [];
  const watching = new AbortController();
  const { signal } = watching;
  const clear = () => {
    keys.length = 0;
  };
  const early: EarlyKeys = {
    keys,
    isHandingOn: false,
    onKey() {},
    stop() {
      watching.abort();
      clear();
    },
  };
  window.podshellEarlyKeys = early;
  const isMac = /Macintosh|iPhone|iPad/.test(navigator.userAgent);
  // A host that shows one terminal in a frame has no palette.
  const isEmbedded = new URLSearchParams(window.location.search).get('embed') === '1';
  const opensPalette = ({ key, metaKey, ctrlKey, altKey }: KeyboardEvent) =>
    !isEmbedded && !altKey && (isMac ? metaKey : ctrlKey) && key.toLowerCase() === 'k';
  const isWanted = (event: KeyboardEvent) => {
    const place = placeOf(event.target);
    if (place === 'terminal' || place === 'layer') return false;
    if (opensPalette(event)) return true;
    const kind = kindOf(event);
    if (keys.length > 0) return kind !== null;
    return place === 'page' && kind === 'character' && event.key !== ' ';
  };
  window.addEventListener(
    'keydown',
    (event) => {
      if (early.isHandingOn || event.isComposing) return;
      if (event.key === 'Escape') clear();
      if (!isWanted(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { key, code, shiftKey } = event;
      // A character that takes Ctrl and Alt to type, as AltGr does, is no command.
      const isCharacter = kindOf(event) === 'character';
      const [ctrlKey, metaKey, altKey] = isCharacter
        ? [false, false, false]
        : [event.ctrlKey, event.metaKey, event.altKey];
      keys.push({ key, code, shiftKey, ctrlKey, metaKey, altKey });
      early.onKey();
    },
    { capture: true, signal },
  );
  window.addEventListener('pointerdown', clear, { capture: true, signal });
  const onLoad = () => {
    // What was kept is handed on by then.
    window.requestIdleCallback?.(() => keys.length === 0 && early.stop());
    setTimeout(early.stop, longestMs);
  };
  window.addEventListener('load', onLoad, { signal });
}

/** Source of the script that keeps keys, for the document's head. */
export function earlyKeysScript(): string {
  return `(${keepEarlyKeys})(${keyPlace},${typedAs},${LONGEST_MS})`;
}
