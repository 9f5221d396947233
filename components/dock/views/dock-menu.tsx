'use client';

import {
  Columns2,
  CopyPlus,
  ExternalLink,
  Grid2x2Plus,
  List,
  PencilLine,
  Power,
  Radio,
  Rows2,
  X,
} from 'lucide-react';
import Link from 'next/link';
import { sessionsHref } from '#components/addresses/pages.ts';
import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import {
  ActionItem,
  type ChooseItem,
  TerminalActions,
} from '#components/terminal/views/terminal-actions.tsx';
import { MenuHeading, MenuItem } from '#components/ui/layers/menu.tsx';
import { BROADCAST_OFF, type BroadcastScope } from '../broadcast/broadcast.ts';
import type { Broadcast } from '../broadcast/use-broadcast.ts';
import { dockCatalog } from '../catalog.ts';
import type { DockCommands } from '../commands/use-dock-commands.ts';
import { ON_PAGE, type TerminalShortcut, terminalShortcut } from '../state/dock-shortcuts.ts';

/** Every action of the active terminal and its tab, and broadcasting input. */
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
  // Rendered only while the menu is open, so only in a browser.
  const inTerminal = (id: TerminalShortcut) => terminalShortcut(id, platformOf(navigator.userAgent));
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
          <MenuHeading>{messages.menu.tab}</MenuHeading>
          <ActionItem
            icon={Columns2}
            name={messages.splitRight}
            shortcut={inTerminal('splitRight')}
            onChoose={choose('elsewhere', () => commands.split('row'))}
          />
          <ActionItem
            icon={Rows2}
            name={messages.splitDown}
            shortcut={inTerminal('splitDown')}
            onChoose={choose('elsewhere', () => commands.split('column'))}
          />
          <ActionItem
            icon={Grid2x2Plus}
            name={messages.splitWith}
            shortcut={ON_PAGE.splitRightWith}
            onChoose={choose('elsewhere', () => commands.askForPod('row'))}
          />
          <ActionItem
            icon={CopyPlus}
            name={messages.duplicate}
            shortcut={inTerminal('duplicate')}
            onChoose={choose('elsewhere', commands.duplicate)}
          />
          <ActionItem
            icon={PencilLine}
            name={messages.rename}
            shortcut={ON_PAGE.rename}
            onChoose={choose('elsewhere', commands.rename)}
          />
          <ActionItem
            icon={ExternalLink}
            name={messages.toWindow}
            shortcut={ON_PAGE.toWindow}
            onChoose={choose('elsewhere', commands.moveToWindow)}
          />
          <ActionItem
            icon={X}
            name={messages.close}
            shortcut={ON_PAGE.close}
            onChoose={choose('elsewhere', () => commands.close())}
          />
          <ActionItem
            icon={Power}
            name={pane?.view.attached ? messages.detach : messages.endShell}
            shortcut={ON_PAGE.end}
            onChoose={choose('elsewhere', commands.end)}
          />
          <MenuItem asChild>
            <Link href={sessionsHref()} prefetch={false}>
              <List aria-hidden />
              {messages.runningShells}
            </Link>
          </MenuItem>
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
