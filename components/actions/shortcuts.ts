/** Shortcuts: how they are matched and displayed. */

import type { Platform } from '#components/keys/platform.ts';
import { type PressedKey, pressedKey } from '#components/keys/pressed-key.ts';

/**
 * A combination such as `mod+k`, `mod+shift+k`, `?` or `/`, or two keys one after the other, such as `g p`.
 * `mod` is Cmd on macOS and Ctrl elsewhere. Letters are lower case.
 */
export type Shortcut = string;

export type KeyPress = PressedKey & Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Longest time between the two keys of a sequence. Milliseconds. */
const SEQUENCE_MS = 1000;

/** A key press in the notation of shortcuts; undefined for a modifier alone. */
export function stepOf(press: KeyPress, platform: Platform): string | undefined {
  if (['Control', 'Shift', 'Alt', 'Meta', 'Dead', 'Unidentified', 'Process'].includes(press.key)) return;
  const mod = platform === 'mac' ? press.metaKey : press.ctrlKey;
  const other = platform === 'mac' ? press.ctrlKey : press.metaKey;
  // Shift is named with letters and named keys only; a character such as `?` implies it.
  const key = pressedKey(press);
  const letter = key.length > 1 || key !== key.toUpperCase();
  return [
    ...(mod ? ['mod'] : []),
    ...(other ? [platform === 'mac' ? 'ctrl' : 'meta'] : []),
    ...(press.altKey ? ['alt'] : []),
    ...(press.shiftKey && letter ? ['shift'] : []),
    key,
  ].join('+');
}

/** Tells which shortcut a key press completes. */
export class ShortcutReader {
  readonly #platform: Platform;
  #before: { readonly step: string; readonly at: number } | undefined;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** @param at milliseconds @returns the one of `shortcuts` that this press completes */
  read(press: KeyPress, at: number, shortcuts: readonly Shortcut[]): Shortcut | undefined {
    const step = stepOf(press, this.#platform);
    if (step === undefined) return undefined;
    const before = this.#before;
    this.#before = undefined;
    if (before !== undefined && at - before.at <= SEQUENCE_MS) {
      const sequence = `${before.step} ${step}`;
      if (shortcuts.includes(sequence)) return sequence;
    }
    if (shortcuts.includes(step)) return step;
    if (shortcuts.some((shortcut) => shortcut.startsWith(`${step} `))) this.#before = { step, at };
    return undefined;
  }

  /** Drops the first key of a sequence. */
  reset(): void {
    this.#before = undefined;
  }
}

const KEY_NAMES = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  tab: 'Tab',
  f2: 'F2',
  f10: 'F10',
  escape: 'Esc',
};

const PC_NAMES = { ...KEY_NAMES, mod: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', delete: 'Delete' };

const NAMES: Record<Platform, Readonly<Record<string, string>>> = {
  mac: {
    ...KEY_NAMES,
    mod: '⌘',
    ctrl: '⌃',
    alt: '⌥',
    shift: '⇧',
    enter: '↩',
    delete: '⌦',
    tab: '⇥',
    pageup: '⇞',
    pagedown: '⇟',
    home: '↖',
    end: '↘',
  },
  windows: { ...PC_NAMES, meta: 'Win' },
  other: { ...PC_NAMES, meta: 'Super' },
};

/** The key labels of each step, as on a keyboard of the platform. */
export function shortcutKeys(shortcut: Shortcut, platform: Platform): readonly (readonly string[])[] {
  return shortcut
    .split(' ')
    .map((step) =>
      (step === '+' ? ['+'] : step.split('+')).map(
        (key) => NAMES[platform][key] ?? (key.length === 1 ? key.toUpperCase() : key),
      ),
    );
}
