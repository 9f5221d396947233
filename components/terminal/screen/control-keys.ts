/** Control characters of keys that xterm sends nothing for. */

/** As the X library has it (XLookupString), and DEL, which is written `^?`. xterm.js has the other signs. */
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

/** What a key sends with Ctrl; null: xterm knows, or nothing. Shift is part of the sign. */
export function controlFor({ type, key, ctrlKey, altKey, metaKey }: ControlKey): string | null {
  if (type !== 'keydown' || !ctrlKey || altKey || metaKey) return null;
  return CONTROLS.get(key) ?? null;
}
