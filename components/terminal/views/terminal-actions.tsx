'use client';

import {
  ClipboardPaste,
  Copy,
  Download,
  Ellipsis,
  Eraser,
  type LucideIcon,
  SquareTerminal,
  TextSelect,
} from 'lucide-react';
import { type ReactNode, type Ref, useRef } from 'react';
import { Keys } from '#components/actions/keys.tsx';
import type { Shortcut } from '#components/actions/shortcuts.ts';
import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { terminalCatalog } from '../words/catalog.ts';

/**
 * Creates the handler of a menu item.
 * @param focus what gets the focus afterwards; `elsewhere`: `act` moves it
 */
export type ChooseItem = (focus: 'terminal' | 'elsewhere', act: () => void) => () => void;

/**
 * A menu of the terminal's actions, for touch screens and users who do not know the shortcuts.
 * @param more further {@link ActionItem}s
 */
export function TerminalActions({
  pane,
  size = 'icon',
  triggerRef,
  more,
}: {
  pane: TerminalPane | null;
  size?: ButtonSize;
  /** The menu's button. */
  triggerRef?: Ref<HTMLButtonElement>;
  more?: (choose: ChooseItem) => ReactNode;
}) {
  const words = useMessages(terminalCatalog).actions;
  const focusNext = useRef<'button' | Parameters<ChooseItem>[0]>('button');
  const choose: ChooseItem = (focus, act) => () => {
    focusNext.current = focus;
    act();
  };
  const action = (act: (pane: TerminalPane) => void) => () => {
    if (pane !== null) choose('terminal', () => act(pane))();
  };
  return (
    <Menu
      label={words.name}
      placeFocus={() => {
        const focus = focusNext.current;
        focusNext.current = 'button';
        if (focus === 'terminal') pane?.focus();
        return focus !== 'button';
      }}
      trigger={
        <Button
          variant="ghost"
          size={size}
          aria-label={words.name}
          {...(triggerRef === undefined ? {} : { ref: triggerRef })}
        >
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <ActionItem icon={Copy} name={words.copy} onChoose={action((of) => of.clipboard.copySelection())} />
      <ActionItem
        icon={ClipboardPaste}
        name={words.paste}
        onChoose={action((of) => void of.clipboard.paste())}
      />
      <ActionItem icon={TextSelect} name={words.selectAll} onChoose={action((of) => of.selectAll())} />
      <ActionItem icon={Eraser} name={words.clear} onChoose={action((of) => of.clear())} />
      <ActionItem icon={Download} name={words.save} onChoose={action((of) => of.saveOutput())} />
      <ActionItem
        icon={SquareTerminal}
        name={words.otherShell}
        onChoose={choose('elsewhere', () => pane?.askForShell())}
      />
      {more?.(choose)}
    </Menu>
  );
}

/** One action. */
export function ActionItem({
  icon: Icon,
  name,
  obstacle,
  shortcut,
  onChoose,
}: {
  icon: LucideIcon;
  name: string;
  /** Why the action is disabled; undefined if it is not. */
  obstacle?: string | undefined;
  /** The keys that do the same. */
  shortcut?: Shortcut;
  onChoose: () => void;
}) {
  if (obstacle !== undefined) {
    return (
      <MenuItem disabled>
        <Icon aria-hidden />
        <span className="grid">
          {name}
          <span className="text-xs">{obstacle}</span>
        </span>
      </MenuItem>
    );
  }
  return (
    <MenuItem asChild>
      <button type="button" onClick={onChoose} className="w-full text-left">
        <Icon aria-hidden />
        <span className="min-w-0 flex-1">{name}</span>
        {shortcut !== undefined && (
          <span aria-hidden className="pointer-coarse:hidden pl-4">
            <Keys shortcut={shortcut} platform={platformOf(navigator.userAgent)} />
          </span>
        )}
      </button>
    </MenuItem>
  );
}
