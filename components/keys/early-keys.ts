/**
 * Keys that are pressed before the page's code runs: its HTML is there first, on a slow line for seconds. The script in
 * the document's head keeps them, and the page takes them in order as it comes to life.
 */

export type EarlyKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What the script in the head and the page share. */
export interface EarlyKeys {
  /** Oldest first. */
  readonly keys: EarlyKey[];
  /** True while a key is handed on, which is not to be kept again. */
  isHandingOn: boolean;
  /** Called after a further key was kept. */
  onKey: () => void;
  /** Keeps no more keys, and drops those that were kept. */
  stop(): void;
}

declare global {
  interface Window {
    podshellEarlyKeys?: EarlyKeys;
  }
}

/**
 * Hands kept keys on to what has the focus, as if they were pressed now.
 * @param ready how many of these keys the page can take; asked again after each time
 */
export function handOnEarlyKeys(ready: (keys: readonly EarlyKey[]) => number): void {
  const early = window.podshellEarlyKeys;
  if (early === undefined || early.isHandingOn) return;
  for (let count = ready(early.keys); count > 0; count = ready(early.keys)) {
    for (const key of early.keys.splice(0, count)) {
      early.isHandingOn = true;
      press(key);
      early.isHandingOn = false;
    }
  }
}

/** What the browser does with a key is done here, because it does nothing for events of a script. */
function press(key: EarlyKey): void {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true });
  if (!target.dispatchEvent(event) || event.ctrlKey || event.metaKey) return;
  if (target.matches('input, textarea')) {
    // Deprecated, and what every browser has to type as the user does.
    if (event.key === 'Backspace') document.execCommand('delete');
    else if (event.key.length === 1) document.execCommand('insertText', false, event.key);
  } else if (event.key === 'Enter') target.closest<HTMLElement>('a, button')?.click();
}
