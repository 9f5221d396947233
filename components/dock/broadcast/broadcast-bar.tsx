'use client';

import { Radio } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Keys } from '#components/actions/keys.tsx';
import type { Platform } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { dockCatalog } from '../catalog.ts';
import { terminalShortcut } from '../state/dock-shortcuts.ts';
import { BROADCAST_OFF } from './broadcast.ts';
import type { Broadcast } from './use-broadcast.ts';

/**
 * Shown while input is broadcast to several terminals; its button stops the broadcast.
 * @param tabName name of the tab, when the scope is one tab
 * @param isShown false: announced to screen readers only
 */
export function BroadcastBar({
  broadcast,
  tabName,
  platform,
  isShown,
}: {
  broadcast: Broadcast;
  tabName: string;
  platform: Platform;
  isShown: boolean;
}) {
  const messages = useMessages(dockCatalog);
  const { scope, receivers, change } = broadcast;
  const isOn = receivers.size > 0;
  const [wasOn, setWasOn] = useState(false);
  useEffect(() => {
    if (isOn) setWasOn(true);
  }, [isOn]);

  const words = messages.broadcast;
  const onWords = scope.kind === 'tab' ? words.inTab(receivers.size, tabName) : words.inAll(receivers.size);
  return (
    <>
      <p role="status" className="sr-only">
        {isOn ? onWords : wasOn ? words.off : ''}
      </p>
      {isOn && isShown && (
        <div className="flex min-h-8 shrink-0 items-center gap-2 border-warn-text border-b bg-warn-soft py-0.5 pr-1 pl-3 text-sm text-warn-text">
          <Radio aria-hidden className="size-4 shrink-0" />
          <p aria-hidden className="min-w-0 flex-1">
            {onWords}
          </p>
          <span aria-hidden className="max-sm:hidden">
            <Keys shortcut={terminalShortcut('broadcast', platform)} platform={platform} />
          </span>
          <Button size="sm" aria-label={words.stopTyping} onClick={() => change(BROADCAST_OFF)}>
            {words.stop}
          </Button>
        </div>
      )}
    </>
  );
}
