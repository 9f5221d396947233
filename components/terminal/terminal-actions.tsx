'use client';

import { ClipboardPaste, Copy, Download, Ellipsis, Eraser, type LucideIcon, TextSelect } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { messages } from './terminal-messages.ts';
import type { TerminalPane } from './terminal-pane.ts';

const words = messages.actions;

/** What can be done with a terminal without its keys: for touch, and for who does not know them. */
export function TerminalActions({ pane }: { pane: TerminalPane | null }) {
  return (
    <Menu
      label={words.name}
      trigger={
        <Button variant="ghost" size="icon" aria-label={words.name}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <Action icon={Copy} name={words.copy} onChoose={() => pane?.clipboard.copySelection()} />
      <Action icon={ClipboardPaste} name={words.paste} onChoose={() => void pane?.clipboard.paste()} />
      <Action icon={TextSelect} name={words.selectAll} onChoose={() => pane?.selectAll()} />
      <Action icon={Eraser} name={words.clear} onChoose={() => pane?.clear()} />
      <Action icon={Download} name={words.save} onChoose={() => pane?.saveOutput()} />
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
