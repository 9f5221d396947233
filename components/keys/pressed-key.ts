/** Which key of a shortcut was pressed, on any keyboard layout. */

export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

/** Symbols by key position on a US keyboard, without and with Shift. */
const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Backquote: ['`', '~'],
};

/** Key names, Latin letters, digits and symbols. */
const ASCII = /^[\x20-\x7e]+$/;

/**
 * The key in lower case, such as `c`, `?` or `enter`. If the key types ASCII, that character counts, so that Dvorak and
 * AZERTY use their own letters. Otherwise, for instance in Cyrillic or Greek, its position on a US keyboard counts.
 */
export function pressedKey({ key, code, shiftKey }: PressedKey): string {
  if (ASCII.test(key)) return key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter.toLowerCase();
  return /^Digit([0-9])$/.exec(code)?.[1] ?? SIGNS[code]?.[shiftKey ? 1 : 0] ?? key.toLowerCase();
}
