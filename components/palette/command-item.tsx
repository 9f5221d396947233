'use client';

import {
  Box,
  Bug,
  Container,
  History,
  Hourglass,
  Layers,
  type LucideIcon,
  PanelRightOpen,
  RotateCcw,
  ScrollText,
  Ship,
  Zap,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Keys } from '#components/actions/keys.tsx';
import type { Shortcut } from '#components/actions/shortcuts.ts';
import type { Platform } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { OptionListParts } from '#components/ui/choice/use-option-list.ts';
import { classNames } from '#components/ui/class-names.ts';
import { paletteLayerCatalog } from './layer-catalog.ts';
import type { Entry, EntryKind } from './palette-entries.ts';

const ICONS: Record<EntryKind, LucideIcon> = {
  recent: History,
  pod: Box,
  log: ScrollText,
  regular: Container,
  sidecar: PanelRightOpen,
  init: Hourglass,
  ephemeral: Bug,
  running: RotateCcw,
  namespace: Layers,
  context: Ship,
  command: Zap,
};

/** Opens the page of the picked pod. */
export const PAGE_SHORTCUT = 'mod+enter';

/** Ends the running shell that is picked. No field needs it: there is nothing selected to be cut. */
export const END_SHORTCUT = 'shift+delete';

/** What can be done with an entry: open it, open the page of its pod, end its shell. */
type Act = 'open' | 'page' | 'end';

/** One result. The active one shows what the keys do with it. */
export function CommandItem({
  option,
  entry,
  platform,
  active,
  onPoint,
  onSelect,
  onPage,
  onEnd,
}: {
  option: ReturnType<OptionListParts['optionProps']>;
  entry: Entry;
  platform: Platform;
  active: boolean;
  /** Called when the pointer moves over it. */
  onPoint: () => void;
  onSelect: () => void;
  /** Opens the page of its pod; undefined: it has none. */
  onPage: (() => void) | undefined;
  /** Ends the running shell; undefined for another entry. */
  onEnd: (() => void) | undefined;
}) {
  const messages = useMessages(paletteLayerCatalog);
  const Icon = ICONS[entry.kind];
  const acts: Readonly<Record<Act, (() => void) | undefined>> = { open: onSelect, page: onPage, end: onEnd };
  return (
    // The keyboard works through the field, which names this option as its active descendant.
    <div
      {...option}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-keyshortcuts={shortcutsOf(platform, onPage, onEnd)}
      onPointerMove={onPoint}
      onClick={({ target }) => (acts[actAt(target)] ?? onSelect)()}
      onKeyDown={(event) => event.key === 'Enter' && onSelect()}
      className={classNames(
        'flex min-h-9 pointer-coarse:min-h-11 cursor-pointer scroll-mt-8 items-center gap-2 rounded-md px-2 py-1',
        active && 'is-active bg-hover shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
      {/* The hint in full, on a line of its own if need be: it has the namespace. */}
      <span className="min-w-0 wrap-anywhere">
        {entry.label}
        {entry.hint !== undefined && <span className="ml-1 text-ink-muted text-xs"> {entry.hint}</span>}
      </span>
      {entry.shortcut !== undefined && (
        <span className="ml-auto pointer-coarse:hidden max-sm:hidden">
          <Keys shortcut={entry.shortcut} platform={platform} />
        </span>
      )}
      {active && (onPage !== undefined || onEnd !== undefined) && (
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {entry.goal.kind === 'shell' && (
            <ItemAction act="open" keys="enter" platform={platform}>
              {messages.openShell}
            </ItemAction>
          )}
          {onPage !== undefined && (
            <ItemAction
              act="page"
              keys={entry.goal.kind === 'go' ? 'enter' : PAGE_SHORTCUT}
              platform={platform}
            >
              {messages.openPod}
            </ItemAction>
          )}
          {onEnd !== undefined && (
            <ItemAction act="end" keys={END_SHORTCUT} platform={platform}>
              {messages.endRunning}
            </ItemAction>
          )}
        </span>
      )}
    </div>
  );
}

/** What a key does with the active entry. A click on it does the same: an option may not hold buttons of its own. */
function ItemAction({
  act,
  keys,
  platform,
  children,
}: {
  act: Act;
  keys: Shortcut;
  platform: Platform;
  children: ReactNode;
}) {
  return (
    <span
      data-act={act}
      className={classNames(
        'flex items-center gap-1.5 rounded-sm px-1.5 py-0.5 text-xs',
        act === 'end' ? 'text-bad-text hover:bg-bad-soft' : 'hover:bg-sunken',
      )}
    >
      {children}
      <span className="pointer-coarse:hidden max-sm:hidden">
        <Keys shortcut={keys} platform={platform} />
      </span>
    </span>
  );
}

/** What a click means: an entry is opened where nothing else is named. */
function actAt(target: EventTarget): Act {
  const act = target instanceof Element && target.closest('[data-act]')?.getAttribute('data-act');
  return act === 'page' || act === 'end' ? act : 'open';
}

function shortcutsOf(platform: Platform, onPage: unknown, onEnd: unknown): string | undefined {
  const all = [
    ...(onPage === undefined ? [] : [platform === 'mac' ? 'Meta+Enter' : 'Control+Enter']),
    ...(onEnd === undefined ? [] : ['Shift+Delete']),
  ];
  return all.length === 0 ? undefined : all.join(' ');
}
