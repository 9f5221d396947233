'use client';

import { Keyboard } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { ViewersMessage } from '#protocol/viewing-messages.ts';
import { askerOf, holderOf } from '../connection/viewers.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { sharingCatalog } from './catalog.ts';
import { sharedProcess } from './shared-process.ts';

/**
 * Above a terminal whose shell is watched: who asks for the keyboard, or has it. It covers no output: what somebody else types
 * is what the owner wants to read.
 */
export function KeyboardNotice({ pane, viewers }: { pane: TerminalPane; viewers: ViewersMessage }) {
  const { owner: words } = useMessages(sharingCatalog);
  const of = sharedProcess(pane.view.attached);
  const holder = holderOf(viewers);
  const asker = holder === undefined ? askerOf(viewers) : undefined;
  const say = (agree: boolean, watcher: string | undefined) => {
    if (watcher === undefined) pane.connection.agreeOnKeyboard(agree);
    else pane.connection.agreeOnKeyboard(agree, watcher);
    pane.focus();
  };
  return (
    <div role="status" className="shrink-0 empty:hidden">
      {(holder ?? asker) !== undefined && (
        <div
          data-pane-bar
          className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1.5 border-line border-b bg-surface px-3 py-1.5 text-sm short-pane:flex-nowrap short-pane:py-0.5"
        >
          <Keyboard aria-hidden className="size-4 shrink-0 text-warn-text" />
          <p className="min-w-0 flex-1 basis-56 text-ink short-pane:line-clamp-2 short-pane:basis-0">
            {holder === undefined ? words.asks[of](asker?.Name ?? '') : words.has[of](holder.Name)}
          </p>
          {holder === undefined ? (
            <>
              <Button size="sm" variant="primary" onClick={() => say(true, asker?.ID)}>
                {words.handOver}
              </Button>
              <Button size="sm" onClick={() => say(false, asker?.ID)}>
                {words.refuse}
              </Button>
            </>
          ) : (
            <Button size="sm" variant="primary" onClick={() => say(false, undefined)}>
              {words.takeBack}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
