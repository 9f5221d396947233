'use client';

import { useSyncExternalStore } from 'react';
import { type Action, currentActions, subscribeToActions } from '#components/actions/actions.ts';
import { Keys } from '#components/actions/keys.tsx';
import type { Platform } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { paletteLayerCatalog } from './layer-catalog.ts';
import { layerKeys } from './layer-keys.ts';

/**
 * What the list shows: each key once in the place where it works. What a terminal handles itself is left out if the
 * same keys do the same from anywhere.
 */
function listedShortcuts(actions: readonly Action[]): readonly Action[] {
  const everywhere = new Set(actions.flatMap(({ run, shortcut }) => (run === undefined ? [] : shortcut)));
  const doubled = (action: Action) =>
    action.run === undefined && action.inTerminal === true && everywhere.has(action.shortcut);
  const inTerminal = new Set(actions.filter(doubled).map(({ shortcut }) => shortcut));
  return actions
    .filter((action) => action.shortcut !== undefined && !doubled(action))
    .map((action) => (inTerminal.has(action.shortcut) ? { ...action, inTerminal: true } : action));
}

/** All current shortcuts, in groups. */
export function ShortcutList({ platform }: { platform: Platform }) {
  const messages = useMessages(paletteLayerCatalog);
  const actions = useSyncExternalStore(subscribeToActions, currentActions, currentActions);
  const groups = Map.groupBy(listedShortcuts([...actions, ...layerKeys(messages)]), ({ group }) => group);
  return (
    <ScrollRegion label={messages.helpTitle} className="grid gap-4 p-4">
      {[...groups].map(([group, members]) => (
        <ShortcutGroup key={group} name={group} actions={members} platform={platform} />
      ))}
    </ScrollRegion>
  );
}

function ShortcutGroup({
  name,
  actions,
  platform,
}: {
  name: string;
  actions: readonly Action[];
  platform: Platform;
}) {
  const messages = useMessages(paletteLayerCatalog);
  return (
    <div className="grid gap-1">
      <h3 className="font-medium text-2xs text-ink-muted">{name}</h3>
      <dl className="grid">
        {actions.map((action) => (
          <div key={action.id} className="flex items-center gap-3 border-line py-1.5 not-last:border-b">
            <dt className="min-w-0 flex-1">
              {action.label}
              {action.inTerminal && (
                <span className="ml-2 text-2xs text-ink-muted">{messages.inTerminal}</span>
              )}
            </dt>
            <dd className="flex flex-wrap justify-end gap-2">
              {[action.shortcut ?? '', ...(action.also ?? [])].map((shortcut) => (
                <Keys key={shortcut} shortcut={shortcut} platform={platform} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
