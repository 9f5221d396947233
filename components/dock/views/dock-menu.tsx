'use client';

import {
  Columns2,
  CopyPlus,
  Ellipsis,
  ExternalLink,
  Grid2x2Plus,
  List,
  type LucideIcon,
  PencilLine,
  Power,
  Radio,
  Rows2,
  SquareTerminal,
  X,
} from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useRef } from 'react';
import type { Shortcut } from '#components/actions/shortcuts.ts';
import { wantPage } from '#components/addresses/open-in-dock.ts';
import { sessionsHref } from '#components/addresses/pages.ts';
import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { ActionItem, type ChooseItem } from '#components/terminal/views/action-item.tsx';
import { TerminalActions } from '#components/terminal/views/terminal-actions.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuHeading, MenuItem } from '#components/ui/layers/menu.tsx';
import { BROADCAST_OFF, type BroadcastScope } from '../broadcast/broadcast.ts';
import type { Broadcast } from '../broadcast/use-broadcast.ts';
import { dockCatalog } from '../catalog.ts';
import type { DockCommands } from '../commands/use-dock-commands.ts';
import type { DockPane } from '../state/dock-layout.ts';
import { ON_PAGE, type TerminalShortcut, terminalShortcut } from '../state/dock-shortcuts.ts';

/** Every action of the active terminal or log and its tab, and broadcasting input. */
export function DockMenu({
  kind,
  pane,
  tabId,
  commands,
  broadcast,
}: {
  /** Of the active pane. */
  kind: DockPane['kind'];
  /** The active terminal; null for a log. */
  pane: TerminalPane | null;
  /** The active tab. */
  tabId: string;
  commands: DockCommands;
  broadcast: Broadcast;
}) {
  const items = (choose: ChooseItem) => (
    <>
      <TabItems kind={kind} pane={pane} commands={commands} choose={choose} />
      <BroadcastItems tabId={tabId} broadcast={broadcast} choose={choose} />
    </>
  );
  if (kind === 'log') return <LogMenu items={items} />;
  return <TerminalActions pane={pane} size="icon-sm" more={items} />;
}

/** The menu of a log: what it can do itself stands above its lines. */
function LogMenu({ items }: { items: (choose: ChooseItem) => ReactNode }) {
  const { menu } = useMessages(dockCatalog);
  const isElsewhere = useRef(false);
  const choose: ChooseItem = (focus, act) => () => {
    isElsewhere.current = focus === 'elsewhere';
    act();
  };
  return (
    <Menu
      label={menu.log}
      placeFocus={() => {
        const wasElsewhere = isElsewhere.current;
        isElsewhere.current = false;
        return wasElsewhere;
      }}
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={menu.log}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      {items(choose)}
    </Menu>
  );
}

function TabItems({
  kind,
  pane,
  commands,
  choose,
}: {
  kind: DockPane['kind'];
  pane: TerminalPane | null;
  commands: DockCommands;
  choose: ChooseItem;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.kinds[kind];
  // Rendered only while the menu is open, so only in a browser.
  const inTerminal = (id: TerminalShortcut) => terminalShortcut(id, platformOf(navigator.userAgent));
  const item = (icon: LucideIcon, name: string, shortcut: Shortcut, act: () => void) => (
    <ActionItem icon={icon} name={name} shortcut={shortcut} onChoose={choose('elsewhere', act)} />
  );
  return (
    <>
      <MenuHeading>{messages.menu.tab}</MenuHeading>
      {item(Columns2, messages.splitRight, inTerminal('splitRight'), () => commands.split('row'))}
      {item(Rows2, messages.splitDown, inTerminal('splitDown'), () => commands.split('column'))}
      {item(Grid2x2Plus, messages.splitWith, ON_PAGE.splitRightWith, () => commands.askForPod('row'))}
      {kind === 'log' && item(SquareTerminal, words.other, ON_PAGE.other, commands.openOther)}
      {item(CopyPlus, words.duplicate, inTerminal('duplicate'), commands.duplicate)}
      {item(PencilLine, messages.rename, ON_PAGE.rename, commands.rename)}
      {item(ExternalLink, messages.toWindow, ON_PAGE.toWindow, commands.moveToWindow)}
      {item(X, words.close, ON_PAGE.close, () => commands.close())}
      {kind === 'terminal' &&
        item(Power, pane?.view.attached ? messages.detach : messages.endShell, ON_PAGE.end, commands.end)}
      <MenuItem asChild>
        <Link href={sessionsHref()} prefetch={false} onNavigate={wantPage}>
          <List aria-hidden />
          {messages.runningShells}
        </Link>
      </MenuItem>
    </>
  );
}

function BroadcastItems({
  tabId,
  broadcast,
  choose,
}: {
  tabId: string;
  broadcast: Broadcast;
  choose: ChooseItem;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.broadcast;
  const choice = (name: string, scope: BroadcastScope) => (
    <ActionItem
      icon={Radio}
      name={name}
      obstacle={scope.kind === 'off' || broadcast.canReach(scope) ? undefined : words.needsTwo}
      onChoose={choose('terminal', () => broadcast.change(scope))}
    />
  );
  return (
    <>
      <MenuHeading>{messages.menu.typing}</MenuHeading>
      {broadcast.scope.kind === 'off' ? (
        <>
          {choice(words.startTab, { kind: 'tab', tabId })}
          {choice(words.startAll, { kind: 'all' })}
        </>
      ) : (
        choice(words.stopTyping, BROADCAST_OFF)
      )}
    </>
  );
}
