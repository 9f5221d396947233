'use client';

import { ClipboardPaste, Copy, Download, Ellipsis, Eraser, type LucideIcon, TextSelect } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { messages } from './terminal-messages.ts';
import type { TerminalPane } from './terminal-pane.ts';

const words = messages.actions;

/** What can be done with a terminal without its keys: for touch, and for who does not know them. */
export function TerminalActions({ pane }: { pane: TerminalPane | null }) {
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
        <Button variant="ghost" size="icon" aria-label={words.name}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <Action icon={Copy} name={words.copy} onChoose={action((of) => of.clipboard.copySelection())} />
      <Action icon={ClipboardPaste} name={words.paste} onChoose={action((of) => void of.clipboard.paste())} />
      <Action icon={TextSelect} name={words.selectAll} onChoose={action((of) => of.selectAll())} />
      <Action icon={Eraser} name={words.clear} onChoose={action((of) => of.clear())} />
      <Action icon={Download} name={words.save} onChoose={action((of) => of.saveOutput())} />
    </Menu>
  );
}

function Action({ icon: Icon, name, onChoose }: { icon: LucideIcon; name: string; onChoose: () => void }) {
  return (
    <MenuItem asChild>
      <button type="button" onClick={onChoose} className="w-full text-left">
        <Icon aria-hidden />
        {name}
      </button>
    </MenuItem>
  );
}
