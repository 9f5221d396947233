'use client';

import { ClipboardPaste, Copy, Download, Ellipsis, Eraser, type LucideIcon, TextSelect } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { messages } from './terminal-messages.ts';
import type { TerminalPane } from './terminal-pane.ts';

const words = messages.actions;

/**
 * What can be done with a terminal without its keys: for touch, and for who does not know them.
 * @param children more items, as {@link ActionItem}
 */
export function TerminalActions({
  pane,
  size = 'icon',
  children,
}: {
  pane: TerminalPane | null;
  size?: ButtonSize;
  children?: ReactNode;
}) {
  const hasActed = useRef(false);
  const action = (act: (pane: TerminalPane) => void) => () => {
    if (pane === null) return;
    hasActed.current = true;
    act(pane);
  };
  return (
    <Menu
      label={words.name}
      placeFocus={() => {
        const acted = hasActed.current;
        hasActed.current = false;
        if (acted) pane?.focus();
        return acted;
      }}
      trigger={
        <Button variant="ghost" size={size} aria-label={words.name}>
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
      {children}
    </Menu>
  );
}

/** One thing to do. */
export function ActionItem({
  icon: Icon,
  name,
  onChoose,
}: {
  icon: LucideIcon;
  name: string;
  onChoose: () => void;
}) {
  return (
    <MenuItem asChild>
      <button type="button" onClick={onChoose} className="w-full text-left">
        <Icon aria-hidden />
        {name}
      </button>
    </MenuItem>
  );
}
