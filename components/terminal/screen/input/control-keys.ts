/** Control characters of keys that xterm sends nothing for. */

/** As in the X library (XLookupString), plus DEL as `^?`. xterm.js handles the other characters. */
const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['`', '\x00'],
  ['{', '\x1b'],
  ['|', '\x1c'],
  ['}', '\x1d'],
  ['^', '\x1e'],
  ['~', '\x1e'],
  ['/', '\x1f'],
  ['?', '\x7f'],
]);

type ControlKey = Pick<KeyboardEvent, 'type' | 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** What a key sends with Ctrl; null if xterm.js handles it or it sends nothing. Shift only selects the character. */
export function controlFor({ type, key, ctrlKey, altKey, metaKey }: ControlKey): string | null {
  if (type !== 'keydown' || !ctrlKey || altKey || metaKey) return null;
  return CONTROLS.get(key) ?? null;
}
