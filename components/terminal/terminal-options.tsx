'use client';

import { Accessibility, Settings2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { platformOf } from './key-bindings.ts';
import { messages } from './terminal-messages.ts';
import { useScreenReaderMode } from './use-screen-reader-mode.ts';

/** Options of the terminal, and its keys. */
export function TerminalOptions() {
  const [screenReader, setScreenReader] = useScreenReaderMode();
  return (
    <Menu
      label={messages.options}
      trigger={
        <Button variant="ghost" size="icon" aria-label={messages.options}>
          <Settings2 aria-hidden />
        </Button>
      }
    >
      <DropdownMenu.CheckboxItem
        checked={screenReader}
        onCheckedChange={setScreenReader}
        className="flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-[highlighted]:bg-hover data-[state=checked]:font-medium data-[state=checked]:text-accent-text [&_svg]:size-4"
      >
        <Accessibility aria-hidden />
        <span className="flex-1">{messages.screenReader}</span>
        <DropdownMenu.ItemIndicator className="size-1.5 rounded-full bg-accent" />
      </DropdownMenu.CheckboxItem>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <DropdownMenu.Label className="px-2 pt-1 pb-0.5 font-medium text-2xs text-ink-muted">
        {messages.keys}
      </DropdownMenu.Label>
      <KeyList />
    </Menu>
  );
}

/** Rendered only while the menu is open, so only in a browser. */
function KeyList() {
  const keys = platformOf(navigator.userAgent) === 'mac' ? messages.keyListMac : messages.keyList;
  return (
    <dl className="grid gap-1 px-2 pt-0.5 pb-2 text-xs">
      {keys.map((entry) => (
        <div key={entry.does} className="flex items-center gap-6">
          <dt className="flex-1 text-ink-muted">{entry.does}</dt>
          <dd>
            <kbd className="rounded-sm border border-line bg-sunken px-1.5 py-0.5 font-mono text-2xs">
              {entry.keys}
            </kbd>
          </dd>
        </div>
      ))}
    </dl>
  );
}
