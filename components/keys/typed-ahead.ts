/**
 * Keys typed before what they are meant for is there: the palette's field or a new terminal, whose code is loaded on
 * demand. Without this they would go to the page and run its shortcuts.
 */

import { typedAs } from './typed-key.ts';

/** Longest time that keys are held for something that may never come. Milliseconds. */
export const LONGEST_MS = 10_000;

/** How {@link typedAhead} names Enter with Ctrl or Cmd. */
export const SECOND_ENTER = 'mod+enter';

let stop: (() => void) | undefined;
let caught: string[] = [];

/** What a terminal sends for keys that are no characters. */
const TERMINAL_INPUT: Readonly<Record<string, string>> = {
  Enter: '\r',
  Backspace: '\x7f',
  Tab: '\t',
  ArrowUp: '\x1b[A',
  ArrowDown: '\x1b[B',
  ArrowRight: '\x1b[C',
  ArrowLeft: '\x1b[D',
  Home: '\x1b[H',
  End: '\x1b[F',
  Delete: '\x1b[3~',
  PageUp: '\x1b[5~',
  PageDown: '\x1b[6~',
  [SECOND_ENTER]: '\r',
};

export interface Catching {
  /** Keys that come before those that are caught. */
  readonly first?: readonly string[];
  /** Keys in a text field in there are left alone. */
  readonly around?: Element | null;
  /** Where the keys go first. A field with a list begins with an arrow, too, and has a second Enter. */
  readonly goal?: 'terminal' | 'field';
}

/**
 * Catches characters, Enter and Backspace from now on, until {@link typedAhead} takes them, the user presses a button
 * of the pointer or Escape, or {@link LONGEST_MS} have passed; after the first one, and for a field at once, also keys that
 * move; after the first one also Ctrl+C, Ctrl+D and Ctrl+U, unless Ctrl+C has a selection to copy. What an earlier call has
 * caught is dropped.
 * @returns whether this catching still goes on
 */
export function catchKeys({ first = [], around = null, goal = 'terminal' }: Catching = {}): () => boolean {
  stop?.();
  caught = [...first];
  const watching = new AbortController();
  const options = { capture: true, signal: watching.signal };
  const giveUp = () => {
    stop?.();
    caught = [];
  };
  // On the window: before the page's shortcuts, which listen on the document.
  window.addEventListener(
    'keydown',
    (event) => {
      if (!hasFieldInUse(around)) takeKey(event, goal, giveUp);
    },
    options,
  );
  window.addEventListener('pointerdown', giveUp, options);
  const timer = setTimeout(giveUp, LONGEST_MS);
  stop = () => {
    watching.abort();
    clearTimeout(timer);
    stop = undefined;
  };
  return () => !watching.signal.aborted;
}

/** True while keys are caught. */
export function isCatching(): boolean {
  return stop !== undefined;
}

/** Ends the catching. @returns the keys in order, as `KeyboardEvent.key` names them; Ctrl and a letter as the control character */
export function typedAhead(): readonly string[] {
  stop?.();
  const keys = caught;
  caught = [];
  return keys;
}

/** True if a text field in this part of the page has the focus. */
export function hasFieldInUse(part: Element | null): boolean {
  const { activeElement } = document;
  return activeElement?.matches('input, textarea') === true && part?.contains(activeElement) === true;
}

function takeKey(event: KeyboardEvent, goal: 'terminal' | 'field', giveUp: () => void): void {
  if (event.key === 'Escape') {
    giveUp();
    return;
  }
  const kind = event.isComposing ? null : typedAs(event);
  if (kind === null || (kind === 'second' && goal === 'terminal')) return;
  const isFirst = caught.length === 0;
  if (kind === 'move' && isFirst && (goal === 'terminal' || event.key === 'Tab')) return;
  if (kind === 'control' && (isFirst || isCopy(event))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  caught.push(nameOfKey(event));
}

function isCopy(event: KeyboardEvent): boolean {
  return event.ctrlKey && event.key === 'c' && document.getSelection()?.isCollapsed === false;
}

/** As {@link typedAhead} names keys: Ctrl and a letter send the letter's place in the alphabet. */
export function nameOfKey({
  key,
  ctrlKey,
  metaKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string {
  if (key === 'Enter' && (ctrlKey || metaKey)) return SECOND_ENTER;
  return ctrlKey && /^[cdu]$/.test(key) ? String.fromCharCode(key.charCodeAt(0) & 0x1f) : key;
}

/** What a terminal sends for caught keys. */
export function terminalInputOf(keys: readonly string[]): string {
  return keys.map((key) => TERMINAL_INPUT[key] ?? key).join('');
}
