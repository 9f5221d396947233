'use client';

import { Bell, Radio, X } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { strongestColour } from '#components/contexts/context-colours.ts';
import { ContextMark, contextBorder } from '#components/contexts/context-mark.tsx';
import { useContextColours } from '#components/contexts/use-context-colour.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { dockCatalog } from '../catalog.ts';
import { type TabCommand, tabCommandFor } from '../state/tab-keys.ts';
import { panelElementId, tabElementId } from './dock-panel.tsx';
import { type ShownTab, tabLabel } from './pane-name.ts';
import { StateIcon } from './state-icon.tsx';

/** The tab list. Dragging a tab onto another moves it there; the mouse wheel scrolls the list. */
export function DockTabs({
  tabs,
  activeTabId,
  onCommand,
}: {
  tabs: readonly ShownTab[];
  activeTabId: string | null;
  onCommand: (tabId: string, command: TabCommand) => void;
}) {
  const messages = useMessages(dockCatalog);
  const colourOf = useContextColours();
  const dragged = useRef<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
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
    const command = tabCommandFor(event, index, tabs.length);
    const tab = tabs[index];
    if (command === null || tab === undefined) return;
    event.preventDefault();
    onCommand(tab.id, command);
    const target = command.kind === 'go' ? tabs[command.to] : tab;
    if (command.kind === 'go' && target !== undefined)
      document.getElementById(tabElementId(target.id))?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={messages.tabs}
      onWheel={(event) => {
        event.currentTarget.scrollLeft += event.deltaY;
      }}
      className="flex h-full min-w-0 flex-1 items-stretch overflow-x-auto [scrollbar-width:none]"
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
            onDragStart={(event) => {
              dragged.current = id;
              event.dataTransfer.effectAllowed = 'move';
            }}
            onDragOver={(event: DragEvent) => {
              if (dragged.current === null) return;
              event.preventDefault();
              setTarget(id);
            }}
            onDrop={() => {
              if (dragged.current !== null) onCommand(dragged.current, { kind: 'move', to: index });
              dragged.current = null;
            }}
            onDragEnd={() => {
              dragged.current = null;
              setTarget(null);
            }}
            className={classNames(
              'group flex max-w-56 shrink-0 items-center gap-1.5 border-line border-r border-b-2 pr-1 pl-3 text-xs transition-colors focus-visible:-outline-offset-2',
              isActive
                ? 'border-b-accent bg-terminal font-medium text-ink'
                : 'border-b-transparent text-ink-muted hover:bg-hover hover:text-ink',
              colour !== 'none' && classNames('border-t-2', contextBorder(colour)),
              target === id && 'bg-accent-soft outline-2 outline-accent -outline-offset-2',
            )}
          >
            <StateIcon state={status.state} />
            <span className="grid min-w-0 text-left">
              <span className="truncate leading-4">{name}</span>
              <span className="flex min-w-0 items-center gap-1 font-normal text-2xs text-ink-muted leading-3.5">
                <ContextMark colour={colour} className="size-2" />
                <span className="truncate">{tab.where}</span>
              </span>
            </span>
            {tab.isBroadcasting && <Radio aria-hidden className="size-3.5 shrink-0 text-warn-text" />}
            {status.hasBell && <Bell aria-hidden className="size-3.5 shrink-0 text-warn-text" />}
            {status.hasActivity && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-accent" />}
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
}

/** True for a click on the close mark. It is only for the mouse; on the keyboard, Delete closes a tab. */
function isCloseMark(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-close]') !== null;
}
