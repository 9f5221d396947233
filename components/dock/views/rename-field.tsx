'use client';

import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { dockCatalog } from '../catalog.ts';
import { tabElementId } from '../commands/element-ids.ts';
import { MAX_NAME_LENGTH } from '../state/dock-state.ts';

/**
 * Renames a tab in its place: Enter or leaving the field keeps the name, Escape the old one. An empty name restores the
 * pod's name, and a name that nobody changed names nothing. It lies over the tab, because a tab list may hold nothing but
 * tabs.
 */
export function RenameField({
  tabId,
  name,
  onRename,
  onClose,
}: {
  tabId: string;
  name: string;
  onRename: (name: string) => void;
  onClose: () => void;
}) {
  const messages = useMessages(dockCatalog);
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const [place, setPlace] = useState({ left: 0, width: 0 });
  useLayoutEffect(() => {
    const tab = document.getElementById(tabElementId(tabId));
    if (tab === null) return;
    tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    setPlace({ left: tab.offsetLeft - (tab.parentElement?.scrollLeft ?? 0), width: tab.offsetWidth });
  }, [tabId]);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (keeps: boolean) => {
    // Removing the field takes its focus away, which would end it a second time.
    if (isDone.current) return;
    isDone.current = true;
    const typed = field.current?.value ?? '';
    if (keeps && typed !== name) onRename(typed);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      // The tab gets the focus at once, and the same key press would show its terminal.
      event.preventDefault();
      end(true);
    }
    if (event.key === 'Escape') end(false);
  };
  return (
    <input
      ref={field}
      aria-label={messages.name}
      defaultValue={name}
      maxLength={MAX_NAME_LENGTH}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
      style={{ left: place.left + 2, width: Math.max(place.width - 4, 140) }}
      className="absolute top-1 z-10 h-7 max-w-full rounded-sm border border-accent bg-canvas px-2 text-ink text-xs"
    />
  );
}
