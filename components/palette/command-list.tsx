'use client';

import { Command } from 'cmdk';
import { ChevronRight, Layers, type LucideIcon, Search, Ship, SquareTerminal, Zap } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { currentActions, subscribeToActions } from '#components/actions/actions.ts';
import { Keys } from '#components/actions/keys.tsx';
import type { Platform } from '#components/actions/shortcuts.ts';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { shellHref } from '#components/addresses/pages.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { paletteCatalog } from './catalog.ts';
import { type Entry, type EntryGroup, entryToRun, paletteGroups, searchGroups } from './palette-entries.ts';
import { type LoadedData, usePaletteData } from './use-palette-data.ts';

const ICONS: Record<EntryGroup['id'], LucideIcon> = {
  commands: Zap,
  pods: ChevronRight,
  shells: SquareTerminal,
  namespaces: Layers,
  contexts: Ship,
};

/** The palette's search field and results. @param onChoose gets what to run after the palette has closed */
export function CommandList({
  platform,
  onChoose,
}: {
  platform: Platform;
  onChoose: (run: () => void) => void;
}) {
  const messages = useMessages(paletteCatalog);
  const router = useRouter();
  const context = useSearchParams().get('context') || undefined;
  const loaded = usePaletteData(context);
  const { data, kind } = loaded;
  const actions = useSyncExternalStore(subscribeToActions, currentActions, currentActions);
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const groups = useMemo(
    () => paletteGroups(actions, data, context, messages),
    [actions, data, context, messages],
  );
  const found = useMemo(() => searchGroups(groups, wanted), [groups, wanted]);
  const count = found.reduce((sum, { entries }) => sum + entries.length, 0);
  const [picked, setPicked] = useState('');
  const active = entryToRun(found, picked)?.id ?? '';

  const choose = ({ goal }: Entry) => {
    onChoose(() => {
      if (goal.kind === 'run') goal.run();
      else if (goal.kind === 'go') router.push(goal.href);
      else if (!openInDock(goal.place)) router.push(shellHref(goal.place));
    });
  };

  // Enter was pressed before the data arrived: run the first result when it does.
  const [held, setHeld] = useState(false);
  const enter = (text: string) => {
    // The list on the screen may still belong to the previous text.
    const entry = entryToRun(text === wanted ? found : searchGroups(groups, text), picked);
    if (entry !== undefined) choose(entry);
    else setHeld(kind === 'loading');
  };
  const enterHeld = useEffectEvent(() => enter(typed));
  useEffect(() => {
    if (held && kind !== 'loading') enterHeld();
  }, [held, kind]);
  const takeEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    enter(event.target instanceof HTMLInputElement ? event.target.value : typed);
  };
  return (
    <Command
      label={messages.title}
      shouldFilter={false}
      loop
      value={active}
      onValueChange={setPicked}
      onKeyDown={takeEnter}
      className="flex min-h-0 flex-col"
    >
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <Command.Input
          value={typed}
          onValueChange={(text) => {
            setTyped(text);
            setPicked('');
            setHeld(false);
          }}
          placeholder={messages.placeholder}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </div>
      <Command.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-1.5">
        {found.map((group) => (
          <Command.Group
            key={group.id}
            heading={messages.groups[group.id]}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-muted"
          >
            {group.entries.map((entry) => (
              <CommandItem
                key={entry.id}
                entry={entry}
                icon={ICONS[group.id]}
                platform={platform}
                onSelect={() => choose(entry)}
              />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <Footer loaded={loaded} count={count} />
    </Command>
  );
}

function CommandItem({
  entry,
  icon: Icon,
  platform,
  onSelect,
}: {
  entry: Entry;
  icon: LucideIcon;
  platform: Platform;
  onSelect: () => void;
}) {
  return (
    <Command.Item
      value={entry.id}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1 data-[selected=true]:bg-hover data-[selected=true]:shadow-[inset_2px_0_0_var(--accent)]"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
      <span className="min-w-0 truncate">{entry.label}</span>
      {entry.hint !== undefined && (
        <span className="min-w-0 flex-1 truncate text-ink-muted text-xs">{entry.hint}</span>
      )}
      {entry.shortcut !== undefined && (
        <span className="ml-auto max-sm:hidden">
          <Keys shortcut={entry.shortcut} platform={platform} />
        </span>
      )}
    </Command.Item>
  );
}

function Footer({ loaded, count }: { loaded: LoadedData; count: number }) {
  const messages = useMessages(paletteCatalog);
  const text = count === 0 && loaded.kind !== 'loading' ? messages.nothing : messages.found(count);
  return (
    <p
      role="status"
      className="flex flex-wrap gap-x-3 border-line border-t bg-sunken px-4 py-2 text-ink-muted text-xs"
    >
      <span>{text}</span>
      {loaded.kind === 'loading' && <span>{messages.loading}</span>}
      {loaded.kind === 'failed' && (
        <span className="text-warn-text">
          {messages.failed} <FailureText failure={loaded.failure} place="pods" causeOnly />
        </span>
      )}
    </p>
  );
}
