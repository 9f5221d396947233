'use client';

import { Settings2 } from 'lucide-react';
import { Popover, Switch } from 'radix-ui';
import { useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { platformOf } from './key-bindings.ts';
import { messages } from './terminal-messages.ts';
import { useScreenReaderMode } from './use-screen-reader-mode.ts';

/** Options of the terminal, and its keys. */
export function TerminalOptions() {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={messages.options}
          className="data-[state=open]:bg-hover"
        >
          <Settings2 aria-hidden />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={messages.options}
          className="z-40 grid w-64 animate-appear gap-3 rounded-lg border border-line bg-raised p-3 text-ink shadow-pop"
        >
          <ScreenReaderSwitch />
          <KeyList />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ScreenReaderSwitch() {
  const [on, setOn] = useScreenReaderMode();
  const id = useId();
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block text-sm">
          {messages.screenReader}
        </label>
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {messages.screenReaderHint}
        </p>
      </div>
      <Switch.Root
        id={id}
        aria-describedby={`${id}-hint`}
        checked={on}
        onCheckedChange={setOn}
        className="flex h-5 w-9 shrink-0 items-center rounded-full bg-ink-faint p-0.5 transition-colors data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="size-4 rounded-full bg-surface shadow-soft transition-transform data-[state=checked]:translate-x-4" />
      </Switch.Root>
    </div>
  );
}

/** Rendered only while the options are open, so only in a browser. */
function KeyList() {
  const keys = platformOf(navigator.userAgent) === 'mac' ? messages.keyListMac : messages.keyList;
  return (
    <div className="grid gap-1.5 border-line border-t pt-3">
      <h2 className="font-medium text-2xs text-ink-muted">{messages.keys}</h2>
      <dl className="grid gap-1 text-xs">
        {keys.map((entry) => (
          <div key={entry.does} className="flex items-center gap-4">
            <dt className="flex-1">{entry.does}</dt>
            <dd>
              <kbd className="rounded-sm border border-line bg-sunken px-1.5 py-0.5 font-mono text-2xs">
                {entry.keys}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
