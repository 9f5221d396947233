'use client';

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { type MouseEvent, type ReactNode, useSyncExternalStore } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { TOUCH_KEYS, TOUCH_MODIFIERS, type TouchKey, type TouchModifier } from '../pane/touch-keyboard.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { useKeyRepeat } from './use-key-repeat.ts';

/** Labels of the keys, the same in every language. */
const FACES: Record<TouchKey, ReactNode> = {
  Escape: 'Esc',
  Tab: 'Tab',
  ArrowLeft: <ArrowLeft aria-hidden className="size-4" />,
  ArrowUp: <ArrowUp aria-hidden className="size-4" />,
  ArrowDown: <ArrowDown aria-hidden className="size-4" />,
  ArrowRight: <ArrowRight aria-hidden className="size-4" />,
  '-': '-',
  '/': '/',
  '|': '|',
  '~': '~',
  Home: 'Home',
  End: 'End',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

const MODIFIER_FACES: Record<TouchModifier, string> = { Control: 'Ctrl', Alt: 'Alt' };

/** Before the modifiers, as on a keyboard. */
const LEFT = 2;

const KEY =
  'grid h-11 min-w-11 flex-1 touch-manipulation select-none place-items-center rounded-md text-sm text-ink ' +
  'active:bg-hover aria-pressed:bg-accent aria-pressed:text-on-accent';

/** Keeps the focus in the terminal, so that the phone's keyboard stays open. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** Keys that phone keyboards lack, in a row that scrolls. For touch screens. */
export function TouchKeys({ pane }: { pane: TerminalPane }) {
  const messages = useMessages(terminalCatalog).touchKeys;
  const { touchKeyboard } = pane;
  const held = useSyncExternalStore(
    touchKeyboard.subscribe,
    () => touchKeyboard.held,
    () => touchKeyboard.held,
  );
  const key = (name: TouchKey) => (
    <Key key={name} name={name} label={messages.names[name]} onPress={(of) => touchKeyboard.press(of)} />
  );
  return (
    <fieldset
      aria-label={messages.name}
      className="flex min-w-0 shrink-0 overflow-x-auto overscroll-x-contain border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] [scrollbar-width:none]"
    >
      {TOUCH_KEYS.slice(0, LEFT).map(key)}
      {TOUCH_MODIFIERS.map((modifier) => (
        <button
          key={modifier}
          type="button"
          aria-label={messages.holds(MODIFIER_FACES[modifier])}
          aria-pressed={held.has(modifier)}
          onMouseDown={keepFocus}
          onClick={() => {
            touchKeyboard.toggle(modifier);
            // The modifier applies to a key of the phone's keyboard.
            pane.focus();
          }}
          className={KEY}
        >
          {MODIFIER_FACES[modifier]}
        </button>
      ))}
      {TOUCH_KEYS.slice(LEFT).map(key)}
    </fieldset>
  );
}

function Key({
  name,
  label,
  onPress,
}: {
  name: TouchKey;
  /** Accessible name; undefined if the label is enough. */
  label: string | undefined;
  onPress: (name: TouchKey) => void;
}) {
  const repeat = useKeyRepeat(() => onPress(name));
  return (
    <button type="button" aria-label={label} onMouseDown={keepFocus} {...repeat} className={KEY}>
      {FACES[name]}
    </button>
  );
}
