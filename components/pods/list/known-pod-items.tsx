'use client';

import { History, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { shellHref } from '#components/addresses/pages.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useWhere } from '#components/contexts/use-where.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { recentsCatalog } from '#components/recents/catalog.ts';
import { FavouriteStar } from '#components/recents/favourite-toggle.tsx';
import { isFavouritePod, knownPods, podForgotten } from '#components/recents/known-places.ts';
import { changeKnownPlaces, useKnownPlaces } from '#components/recents/use-known-places.ts';
import { MenuItem } from '#components/ui/layers/menu.tsx';
import { LongName } from '#components/ui/long-name.tsx';
import { useGonePods } from './use-gone-pods.ts';

/** Each favourite and recent pod opens a shell in its default container; one that was deleted is removed from here. */
export function KnownPodItems({ context }: { context: string | undefined }) {
  const where = useWhere(context);
  const words = useMessages(recentsCatalog);
  const contextName = useContextName(context);
  const places = useKnownPlaces(contextName);
  const pods = knownPods(places);
  const isGone = useGonePods(contextName || context);
  if (pods.length === 0) {
    return <p className="max-w-72 px-2 pb-2 text-ink-muted text-xs">{words.none}</p>;
  }
  return pods.map(({ namespace, pod }) => {
    if (isGone({ namespace, pod })) {
      return (
        <GonePodItem
          key={`${namespace}/${pod}`}
          pod={pod}
          where={where(namespace)}
          onForget={() => changeKnownPlaces(contextName, (all) => podForgotten(all, { namespace, pod }))}
        />
      );
    }
    const isFavourite = isFavouritePod(places, { namespace, pod });
    const place = { context: contextName || context, namespace, pod, container: undefined };
    return (
      <MenuItem key={`${namespace}/${pod}`} asChild>
        <Link
          href={shellHref(place)}
          prefetch={false}
          aria-label={words.shellIn(pod, where(namespace), isFavourite ? words.favorite : words.recent)}
          onNavigate={(navigation) => {
            if (openInDock(place)) navigation.preventDefault();
          }}
        >
          {isFavourite ? <FavouriteStar isOn /> : <History aria-hidden className="text-ink-muted" />}
          <LongName className="min-w-0 flex-1 font-mono text-xs">{pod}</LongName>
          <span className="max-w-32 truncate text-ink-muted text-xs">{namespace}</span>
        </Link>
      </MenuItem>
    );
  });
}

/** The menu stays open: after a rollout there are several. */
function GonePodItem({ pod, where, onForget }: { pod: string; where: string; onForget: () => void }) {
  const words = useMessages(recentsCatalog);
  return (
    <MenuItem asChild staysOpen>
      <button
        type="button"
        aria-label={words.forget(pod, where)}
        onClick={onForget}
        className="w-full text-left text-ink-muted"
      >
        <Trash2 aria-hidden />
        <LongName className="min-w-0 flex-1 font-mono text-xs line-through">{pod}</LongName>
        <span className="max-w-32 truncate text-xs">{words.gone}</span>
      </button>
    </MenuItem>
  );
}
