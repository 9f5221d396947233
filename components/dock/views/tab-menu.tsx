'use client';

import {
  ArrowLeft,
  ArrowRight,
  Columns2,
  CopyPlus,
  ListX,
  PanelTopOpen,
  PencilLine,
  SquareX,
  X,
} from 'lucide-react';
import { useRef } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { ActionItem } from '#components/terminal/views/action-item.tsx';
import { MenuHeading } from '#components/ui/layers/menu.tsx';
import { MenuContent } from '#components/ui/layers/menu-parts.tsx';
import { dockCatalog } from '../catalog.ts';
import type { DockPane } from '../state/dock-layout.ts';
import type { TabCommand } from '../state/tab-keys.ts';

/** What a menu was opened for. */
export interface TabMenuPlace {
  readonly tabId: string;
  /** In the window, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** The context menu of a tab. */
export function TabMenu({
  place: { x, y },
  kind,
  name,
  index,
  count,
  isActive,
  paneCount,
  onCommand,
  onClose,
}: {
  place: TabMenuPlace;
  kind: DockPane['kind'];
  name: string;
  index: number;
  /** Number of tabs. */
  count: number;
  isActive: boolean;
  /** Number of its terminals. */
  paneCount: number;
  onCommand: (command: TabCommand) => void;
  /** @param isChosen true: the command moves the focus; false: it goes back to the tab */
  onClose: (isChosen: boolean) => void;
}) {
  const messages = useMessages(dockCatalog);
  const words = messages.tabMenu;
  const trigger = useRef<HTMLButtonElement>(null);
  const chosen = useRef<TabCommand | null>(null);
  const item = (icon: typeof X, text: string, command: TabCommand, isPossible = true) =>
    isPossible && (
      <ActionItem
        icon={icon}
        name={text}
        onChoose={() => {
          chosen.current = command;
        }}
      />
    );
  const layer = {
    trigger,
    open: true,
    byKeyboard: true,
    onOpenChange: (open: boolean) => {
      if (open) return;
      const command = chosen.current;
      onClose(command !== null);
      if (command !== null) onCommand(command);
    },
  };
  return (
    <span className="fixed" style={{ left: x, top: y }}>
      <MenuContent layer={layer} label={name} align="start" placeFocus={() => true}>
        {item(PencilLine, messages.rename, { kind: 'rename' })}
        {item(CopyPlus, messages.kinds[kind].duplicate, { kind: 'duplicate' })}
        {item(Columns2, words.join, { kind: 'join' }, !isActive)}
        {item(PanelTopOpen, words.separate, { kind: 'separate' }, paneCount > 1)}
        {item(ArrowLeft, words.moveLeft, { kind: 'move', to: index - 1 }, index > 0)}
        {item(ArrowRight, words.moveRight, { kind: 'move', to: index + 1 }, index < count - 1)}
        <MenuHeading>{words.closing}</MenuHeading>
        {item(X, words.close, { kind: 'close' })}
        {item(SquareX, words.closeOthers, { kind: 'close-others' }, count > 1)}
        {item(ListX, words.closeRight, { kind: 'close-right' }, index < count - 1)}
      </MenuContent>
    </span>
  );
}
