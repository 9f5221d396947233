'use client';

import { useMemo } from 'react';
import { USER_KEYS } from '#components/addresses/kept-for-user.ts';
import { encodeMap } from '#components/ui/kept-map.ts';
import { createKeptText, useKeptText } from '#components/ui/use-kept-text.ts';
import { type KnownPlaces, NO_PLACES } from './known-places.ts';
import { decodePlaces, withPlaces } from './known-places-codec.ts';

/** Kept in the browser and shared by its windows. */
const kept = createKeptText(USER_KEYS.places);

/**
 * The recent and favourite places of a context; none on the server and during hydration.
 * @param context the name of the context, never undefined: another one may be current tomorrow
 */
export function useKnownPlaces(context: string): KnownPlaces {
  const text = useKeptText(kept);
  return useMemo(() => decodePlaces(text ?? '').get(context) ?? NO_PLACES, [text, context]);
}

/** Changes the places of a context, with one of the functions of `known-places.ts`. */
export function changeKnownPlaces(context: string, change: (places: KnownPlaces) => KnownPlaces): void {
  const all = decodePlaces(kept.read() ?? '');
  kept.write(encodeMap(withPlaces(all, context, change(all.get(context) ?? NO_PLACES))));
}
