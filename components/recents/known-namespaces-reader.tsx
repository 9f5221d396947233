'use client';

import { useEffect } from 'react';
import { knownNamespaces } from './known-places.ts';
import { useKnownPlaces } from './use-known-places.ts';

/** A namespace that the user chose before, or marked. */
export interface KnownNamespace {
  readonly name: string;
  readonly isFavourite: boolean;
}

/** Tells the known namespaces of a context, and again when they change. Renders nothing. */
export function KnownNamespacesReader({
  context,
  onKnown,
}: {
  context: string;
  /** Must be stable across renders. */
  onKnown: (known: readonly KnownNamespace[]) => void;
}) {
  const places = useKnownPlaces(context);
  useEffect(() => {
    const favourites = new Set(places.favouriteNamespaces);
    onKnown(knownNamespaces(places).map((name) => ({ name, isFavourite: favourites.has(name) })));
  }, [places, onKnown]);
  return null;
}
