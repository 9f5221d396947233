'use client';

import { CopyPlus, ExternalLink, PencilLine, Power, Radio, Search } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import {
  ActionItem,
  type ChooseItem,
  TerminalActions,
} from '#components/terminal/views/terminal-actions.tsx';
import { MenuHeading } from '#components/ui/menu.tsx';
import { BROADCAST_OFF, type BroadcastScope } from '../broadcast/broadcast.ts';
import type { Broadcast } from '../broadcast/use-broadcast.ts';
import { dockCatalog } from '../catalog.ts';
import type { DockCommands } from './use-dock-commands.ts';

/** Less frequent actions of the active terminal, and broadcasting input. */
export function DockMenu({
  pane,
  tabId,
  commands,
  broadcast,
}: {
  pane: TerminalPane | null;
  /** The active tab. */
  tabId: string;
  commands: DockCommands;
  broadcast: Broadcast;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.broadcast;
  const choice = (choose: ChooseItem, name: string, scope: BroadcastScope) => (
    <ActionItem
      icon={Radio}
      name={name}
      obstacle={scope.kind === 'off' || broadcast.canReach(scope) ? undefined : words.needsTwo}
      onChoose={choose('terminal', () => broadcast.change(scope))}
    />
  );
  return (
    <TerminalActions
      pane={pane}
      size="icon-sm"
      more={(choose) => (
        <>
          <ActionItem
            icon={Search}
            name={messages.search}
            onChoose={choose('elsewhere', () => void pane?.openSearch())}
          />
          <MenuHeading>{messages.menu.tab}</MenuHeading>
          <ActionItem
            icon={CopyPlus}
            name={messages.duplicate}
            onChoose={choose('elsewhere', commands.duplicate)}
          />
          <ActionItem
            icon={PencilLine}
            name={messages.rename}
            onChoose={choose('elsewhere', commands.rename)}
          />
          <ActionItem
            icon={ExternalLink}
            name={messages.toWindow}
            onChoose={choose('elsewhere', commands.moveToWindow)}
          />
          <ActionItem icon={Power} name={messages.endShell} onChoose={choose('elsewhere', commands.end)} />
          <MenuHeading>{messages.menu.typing}</MenuHeading>
          {broadcast.scope.kind === 'off' ? (
            <>
              {choice(choose, words.startTab, { kind: 'tab', tabId })}
              {choice(choose, words.startAll, { kind: 'all' })}
            </>
          ) : (
            choice(choose, words.stopTyping, BROADCAST_OFF)
          )}
        </>
      )}
    />
  );
}
