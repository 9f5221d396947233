/** Keys that phone keyboards lack: what they send; Ctrl and Alt apply to the next key. */

/** In the order of the key row: what does not fit a phone's width is scrolled to. */
export const TOUCH_KEYS = [
  'Escape',
  'Tab',
  'ArrowLeft',
  'ArrowUp',
  'ArrowDown',
  'ArrowRight',
  '-',
  '/',
  '|',
  '~',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const;
export type TouchKey = (typeof TOUCH_KEYS)[number];

/** Each applies to the next key. */
export const TOUCH_MODIFIERS = ['Control', 'Alt'] as const;
export type TouchModifier = (typeof TOUCH_MODIFIERS)[number];

export type HeldModifiers = ReadonlySet<TouchModifier>;

const NOTHING_HELD: HeldModifiers = new Set();
const ESCAPE = '\x1b';
/** Final characters of the keys that follow the cursor key mode. */
const CURSOR_KEYS = {
  ArrowUp: 'A',
  ArrowDown: 'B',
  ArrowRight: 'C',
  ArrowLeft: 'D',
  Home: 'H',
  End: 'F',
} as const;
const PAGE_KEYS = { PageUp: 5, PageDown: 6 } as const;

export interface TouchKeyboardPorts {
  /** Commits the composition of the phone's keyboard, which began before this key. */
  readonly finishComposition: () => void;
  readonly send: (text: string) => void;
  /** True in application cursor key mode (DECCKM). */
  readonly wantsApplicationArrows: () => boolean;
}

export class TouchKeyboard {
  readonly #ports: TouchKeyboardPorts;
  readonly #listeners = new Set<() => void>();
  #held = NOTHING_HELD;

  constructor(ports: TouchKeyboardPorts) {
    this.#ports = ports;
  }

  /** Immutable: each change creates a new set. */
  get held(): HeldModifiers {
    return this.#held;
  }

  /** Calls back when a modifier is held or released; the returned function unsubscribes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Holds a modifier for the next key, or releases it. */
  toggle(modifier: TouchModifier): void {
    this.#ports.finishComposition();
    const held = new Set(this.#held);
    if (!held.delete(modifier)) held.add(modifier);
    this.#hold(held);
  }

  press(key: TouchKey): void {
    this.#ports.finishComposition();
    const sequence = keySequence(key, this.#held, this.#ports.wantsApplicationArrows());
    this.#hold(NOTHING_HELD);
    this.#ports.send(sequence);
  }

  /** What to send for text from the phone's keyboard while modifiers are held. */
  modify(text: string): string {
    // Longer text is the terminal's answer to a query, or the sequence of another key.
    if (this.#held.size === 0 || [...text].length !== 1) return text;
    const modified = modifiedText(text, this.#held);
    this.#hold(NOTHING_HELD);
    return modified;
  }

  #hold(held: HeldModifiers): void {
    if (held.size === 0 && this.#held.size === 0) return;
    this.#held = held;
    for (const listener of this.#listeners) listener();
  }
}

/** The sequence of a key, as xterm sends it. */
export function keySequence(key: TouchKey, held: HeldModifiers, applicationArrows: boolean): string {
  const modifier = 1 + (held.has('Alt') ? 2 : 0) + (held.has('Control') ? 4 : 0);
  switch (key) {
    case 'Escape':
      return modifiedText(ESCAPE, held);
    case 'Tab':
      return modifiedText('\t', held);
    case '-':
    case '/':
    case '|':
    case '~':
      return modifiedText(key, held);
    case 'PageUp':
    case 'PageDown':
      return `${ESCAPE}[${PAGE_KEYS[key]}${modifier > 1 ? `;${modifier}` : ''}~`;
    default:
      if (modifier > 1) return `${ESCAPE}[1;${modifier}${CURSOR_KEYS[key]}`;
      return `${ESCAPE}${applicationArrows ? 'O' : '['}${CURSOR_KEYS[key]}`;
  }
}

/** One character with Ctrl or Alt held. A character without a control code is sent as it is. */
export function modifiedText(character: string, held: HeldModifiers): string {
  const typed = held.has('Control') ? controlCharacter(character) : character;
  return held.has('Alt') ? `${ESCAPE}${typed}` : typed;
}

function controlCharacter(character: string): string {
  if (character === ' ') return '\0';
  if (character === '?') return '\x7f';
  const code = character.toUpperCase().codePointAt(0) ?? 0;
  // @, A to Z, [ \ ] ^ _
  return code >= 0x40 && code <= 0x5f ? String.fromCharCode(code - 0x40) : character;
}
