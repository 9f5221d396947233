'use client';

import { Bell, Radio, X } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { strongestColour } from '#components/contexts/context-colours.ts';
import { ContextMark, contextBorder } from '#components/contexts/context-mark.tsx';
import { useContextColours } from '#components/contexts/use-context-colour.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { LongName } from '#components/ui/long-name.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { dockCatalog } from '../catalog.ts';
import { panelElementId, tabElementId } from '../commands/element-ids.ts';
import type { Dragged, DropTarget } from '../commands/move-commands.ts';
import { isMenuKey, type TabCommand, tabCommandFor } from '../state/tab-keys.ts';
import { type ShownTab, tabLabel } from './pane-name.ts';
import { RenameField } from './rename-field.tsx';
import { StateIcon } from './state-icon.tsx';
import type { TabMenuPlace } from './tab-menu.tsx';
import { TabOverflow } from './tab-overflow.tsx';
import { beginMove } from './use-drag-events.ts';

/** No tab has this id. */
const END = '';

const TabMenu = onDemand(async () => (await import('./tab-menu.tsx')).TabMenu);

/**
 * The tab list. A tab or a terminal that is dropped on a tab goes there, and one that is dropped behind the last tab to the
 * end; the mouse wheel scrolls the list.
 * @param renamed the tab that is being renamed
 */
export function DockTabs({
  tabs,
  activeTabId,
  renamed,
  dragged,
  onCommand,
  onRename,
  onRenamed,
  onDrag,
  onDrop,
}: {
  tabs: readonly ShownTab[];
  activeTabId: string | null;
  renamed: ShownTab | undefined;
  dragged: Dragged | null;
  onCommand: (tabId: string, command: TabCommand) => void;
  onRename: (tabId: string, name: string) => void;
  onRenamed: () => void;
  /** Null: the drag has ended. */
  onDrag: (dragged: Dragged | null) => void;
  onDrop: (dragged: Dragged, target: DropTarget) => void;
}) {
  const messages = useMessages(dockCatalog);
  const colourOf = useContextColours();
  /** The tab, or {@link END}, that the pointer drags something over. */
  const [target, setTarget] = useState<string | null>(null);
  const [menu, setMenu] = useState<TabMenuPlace | null>(null);
  const menuIndex = tabs.findIndex(({ id }) => id === menu?.tabId);
  const menuTab = tabs[menuIndex];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (activeTabId === null || list.current === null) return;
    const tab = document.getElementById(tabElementId(activeTabId));
    // The observer also fires once at first, so this scrolls to the tab when it becomes active and on each resize.
    const observer = new ResizeObserver(() => tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
    observer.observe(list.current);
    return () => observer.disconnect();
  }, [activeTabId]);

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (isMenuKey(event)) {
      event.preventDefault();
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      const { id } = tabs[index] ?? {};
      if (id !== undefined) setMenu({ tabId: id, x: left, y: bottom });
      return;
    }
    const command = tabCommandFor(event, index, tabs.length);
    const tab = tabs[index];
    if (command === null || tab === undefined) return;
    event.preventDefault();
    onCommand(tab.id, command);
    const target = command.kind === 'go' ? tabs[command.to] : tab;
    if (command.kind === 'go' && target !== undefined)
      document.getElementById(tabElementId(target.id))?.focus();
  };
  const tabList = (
    <div
      ref={list}
      role="tablist"
      aria-label={messages.tabs}
      onWheel={(event) => {
        event.currentTarget.scrollLeft += event.deltaY;
      }}
      // Behind the last tab.
      onDragOver={(event) => {
        if (dragged === null || event.target !== event.currentTarget) return;
        event.preventDefault();
        setTarget(END);
      }}
      onDragLeave={(event) => event.target === event.currentTarget && setTarget(null)}
      onDrop={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        setTarget(null);
        if (dragged !== null) onDrop(dragged, { kind: 'tabs', to: tabs.length });
      }}
      className={classNames(
        'flex h-full min-w-0 flex-1 items-stretch overflow-x-auto [scrollbar-width:none]',
        target === END && 'bg-accent-soft',
      )}
    >
      {tabs.map((tab, index) => {
        const { id, name, status } = tab;
        const colour = strongestColour(tab.contexts.map(colourOf));
        const isActive = id === activeTabId;
        return (
          <button
            key={id}
            type="button"
            role="tab"
            id={tabElementId(id)}
            aria-selected={isActive}
            aria-controls={panelElementId(id)}
            aria-label={tabLabel(messages, tab)}
            aria-description={messages.tabKeys}
            data-activity={status.hasActivity}
            data-bell={status.hasBell}
            tabIndex={isActive ? 0 : -1}
            title={[name, ...tab.places].join('\n')}
            draggable
            onClick={(event) => onCommand(id, { kind: isCloseMark(event) ? 'close' : 'show' })}
            onAuxClick={(event) => event.button === 1 && onCommand(id, { kind: 'close' })}
            onDoubleClick={(event) => !isCloseMark(event) && onCommand(id, { kind: 'rename' })}
            onKeyDown={(event) => onKeyDown(event, index)}
            onContextMenu={(event) => {
              event.preventDefault();
              setMenu({ tabId: id, x: event.clientX, y: event.clientY });
            }}
            onDragStart={(event) => {
              beginMove(event.dataTransfer);
              onDrag({ kind: 'tab', tabId: id });
            }}
            onDragOver={(event: DragEvent) => {
              if (dragged === null) return;
              event.preventDefault();
              setTarget(id);
            }}
            onDragLeave={() => setTarget(null)}
            onDrop={(event) => {
              event.preventDefault();
              setTarget(null);
              if (dragged !== null) onDrop(dragged, { kind: 'tabs', to: index });
            }}
            onDragEnd={() => {
              setTarget(null);
              onDrag(null);
            }}
            className={classNames(
              'group flex max-w-[min(14rem,100%)] shrink-0 items-center gap-1.5 border-line border-r border-b-2 pr-1 pl-3 text-xs focus-visible:-outline-offset-2',
              isActive
                ? 'border-b-accent bg-terminal font-medium text-ink'
                : 'border-b-transparent text-ink-muted hover:bg-hover hover:text-ink',
              colour !== 'none' && classNames('border-t-2', contextBorder(colour)),
              target === id && 'bg-accent-soft outline-2 outline-accent -outline-offset-2',
            )}
          >
            <StateIcon kind={tab.kind} state={status.state} />
            <span className="grid min-w-0 text-left">
              <LongName className="leading-4">{name}</LongName>{' '}
              <span
                aria-hidden
                className="flex min-w-0 items-center gap-1 font-normal text-2xs text-ink-muted leading-3.5"
              >
                <ContextMark colour={colour} className="size-2" />
                <span className="truncate">{tab.where}</span>
              </span>
            </span>
            {tab.isBroadcasting && <Radio aria-hidden className="size-3.5 shrink-0 text-warn-text" />}
            {status.hasBell && <Bell aria-hidden className="size-3.5 shrink-0 text-warn-text" />}
            {status.hasActivity && (
              <span aria-hidden className="dot size-1.5 shrink-0 rounded-full bg-accent" />
            )}
            <span
              aria-hidden
              data-close
              className={classNames(
                'grid size-5 shrink-0 place-items-center rounded-sm hover:bg-line',
                !isActive && 'opacity-0 group-hover:opacity-100',
              )}
            >
              <X className="size-3" />
            </span>
          </button>
        );
      })}
    </div>
  );
  return (
    <div className="relative flex h-full min-w-0 flex-1 items-stretch">
      {tabList}
      {renamed !== undefined && (
        <RenameField
          tabId={renamed.id}
          name={renamed.name}
          onRename={(name) => onRename(renamed.id, name)}
          onClose={onRenamed}
        />
      )}
      <TabOverflow
        list={list}
        tabs={tabs}
        activeTabId={activeTabId}
        onShow={(tabId) => onCommand(tabId, { kind: 'show' })}
      />
      {menu !== null && menuTab !== undefined && (
        <TabMenu
          place={menu}
          kind={menuTab.kind}
          name={menuTab.name}
          index={menuIndex}
          count={tabs.length}
          isActive={menuTab.id === activeTabId}
          paneCount={menuTab.paneCount}
          onCommand={(command) => onCommand(menuTab.id, command)}
          onClose={(isChosen) => {
            setMenu(null);
            if (!isChosen) document.getElementById(tabElementId(menuTab.id))?.focus();
          }}
        />
      )}
    </div>
  );
}

/** True for a click on the close mark. It is only for the mouse; on the keyboard, Delete closes a tab. */
function isCloseMark(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-close]') !== null;
}
