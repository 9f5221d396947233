/** Which key of a shortcut was pressed, whatever layout the keyboard has. */

export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

/** Signs by their place on a US keyboard, without Shift and with it. */
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

/** Only names of keys, Latin letters, digits and signs. */
const ASCII = /^[\x20-\x7e]+$/;

/**
 * The key in lower case, such as `c`, `?` or `enter`: what it writes where that is ASCII, so that Dvorak and AZERTY go
 * by their own letters; else, as with Cyrillic or Greek letters, what its place has on a US keyboard.
 */
export function pressedKey({ key, code, shiftKey }: PressedKey): string {
  if (ASCII.test(key)) return key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter.toLowerCase();
  return /^Digit([0-9])$/.exec(code)?.[1] ?? SIGNS[code]?.[shiftKey ? 1 : 0] ?? key.toLowerCase();
}
