'use client';

import { Star } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { MenuItem } from '#components/ui/layers/menu.tsx';
import { recentsCatalog } from './catalog.ts';
import {
  favouriteNamespaceToggled,
  favouritePodToggled,
  isFavouritePod,
  type KnownPod,
} from './known-places.ts';
import { changeKnownPlaces, useKnownPlaces } from './use-known-places.ts';

interface Toggle {
  readonly isOn: boolean;
  readonly label: string;
  readonly toggle: () => void;
}

function useFavouritePod(pod: KnownPod, context: string): Toggle {
  const messages = useMessages(recentsCatalog);
  const isOn = isFavouritePod(useKnownPlaces(context), pod);
  return {
    isOn,
    label: isOn ? messages.removeFavorite : messages.addFavorite,
    toggle: () => changeKnownPlaces(context, (places) => favouritePodToggled(places, pod)),
  };
}

/** Marks a pod as a favourite, as an item of a menu. @param context the name of the context */
export function FavouritePodItem({ pod, context }: { pod: KnownPod; context: string }) {
  const { isOn, label, toggle } = useFavouritePod(pod, context);
  return (
    <MenuItem asChild>
      <button type="button" onClick={toggle} className="w-full text-left">
        <FavouriteStar isOn={isOn} />
        {label}
      </button>
    </MenuItem>
  );
}

/** Marks a pod as a favourite, as a button. @param context the name of the context */
export function FavouritePodButton({ pod, context }: { pod: KnownPod; context: string }) {
  const { isOn, label, toggle } = useFavouritePod(pod, context);
  return (
    <Button variant="ghost" size="icon" aria-label={label} onClick={toggle}>
      <FavouriteStar isOn={isOn} />
    </Button>
  );
}

/** Marks a namespace as a favourite. @param context the name of the context */
export function FavouriteNamespaceButton({ namespace, context }: { namespace: string; context: string }) {
  const messages = useMessages(recentsCatalog);
  const isOn = useKnownPlaces(context).favouriteNamespaces.includes(namespace);
  return (
    <div className="border-line border-t p-1">
      <button
        type="button"
        onClick={() => changeKnownPlaces(context, (places) => favouriteNamespaceToggled(places, namespace))}
        className="flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-left text-sm -outline-offset-2 hover:bg-hover [&_svg]:size-4 [&_svg]:shrink-0"
      >
        <FavouriteStar isOn={isOn} />
        <span className="min-w-0 truncate">
          {isOn ? messages.removeNamespace(namespace) : messages.addNamespace(namespace)}
        </span>
      </button>
    </div>
  );
}

/** Filled for a favourite. */
export function FavouriteStar({ isOn }: { isOn: boolean }) {
  return (
    <Star aria-hidden className={isOn ? 'text-warn-text' : undefined} fill={isOn ? 'currentColor' : 'none'} />
  );
}
