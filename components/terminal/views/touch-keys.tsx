'use client';

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { type MouseEvent, type ReactNode, useSyncExternalStore } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { TOUCH_MODIFIERS, type TouchKey, type TouchModifier } from '../pane/touch-keyboard.ts';
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
};

const MODIFIER_FACES: Record<TouchModifier, string> = { Control: 'Ctrl', Alt: 'Alt' };

const ARROWS = ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'ArrowRight'] as const;

const KEY =
  'grid h-11 min-w-10 flex-1 touch-manipulation select-none place-items-center rounded-md text-sm text-ink ' +
  'active:bg-hover aria-pressed:bg-accent aria-pressed:text-on-accent';

/** Keeps the focus in the terminal, so that the phone's keyboard stays open. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** Keys that phone keyboards lack. Shown on touch screens. */
export function TouchKeys({ pane }: { pane: TerminalPane }) {
  const messages = useMessages(terminalCatalog).touchKeys;
  const { touchKeyboard } = pane;
  const held = useSyncExternalStore(
    touchKeyboard.subscribe,
    () => touchKeyboard.held,
    () => touchKeyboard.held,
  );
  const press = (name: TouchKey) => touchKeyboard.press(name);
  return (
    <fieldset
      aria-label={messages.name}
      className="hidden min-w-0 shrink-0 gap-0.5 border-line border-t bg-surface px-1 pb-[env(safe-area-inset-bottom)] pointer-coarse:flex"
    >
      <Key name="Escape" onPress={press} />
      <Key name="Tab" onPress={press} />
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
      {ARROWS.map((name) => (
        <Key key={name} name={name} label={messages.arrows[name]} onPress={press} />
      ))}
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
  label?: string;
  onPress: (name: TouchKey) => void;
}) {
  const repeat = useKeyRepeat(() => onPress(name));
  return (
    <button type="button" aria-label={label} onMouseDown={keepFocus} {...repeat} className={KEY}>
      {FACES[name]}
    </button>
  );
}
