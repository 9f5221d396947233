/** The known places of all contexts as a text for the browser's storage. Damaged or unknown text decodes to none. */

import { decodeMap, withEntry } from '#components/ui/kept-map.ts';
import {
  type KnownPlaces,
  type KnownPod,
  MAX_FAVOURITES,
  MAX_RECENT_NAMESPACES,
  MAX_RECENT_PODS,
} from './known-places.ts';

/** By name of the context; the one that changed last is the last. */
export type PlacesByContext = ReadonlyMap<string, KnownPlaces>;

/** Contexts of short-lived clusters come and go. */
export const MAX_CONTEXTS = 30;

/** With the places of one context replaced. The contexts that changed longest ago are dropped beyond {@link MAX_CONTEXTS}. */
export function withPlaces(all: PlacesByContext, context: string, places: KnownPlaces): PlacesByContext {
  return withEntry(all, context, places, MAX_CONTEXTS);
}

/** Reads a text of `encodeMap`. Never throws. */
export function decodePlaces(text: string): PlacesByContext {
  return decodeMap(text, readPlaces, MAX_CONTEXTS);
}

function readPlaces(value: unknown): KnownPlaces | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const read = value as Partial<Record<keyof KnownPlaces, unknown>>;
  return {
    recentPods: pods(read.recentPods).slice(0, MAX_RECENT_PODS),
    favouritePods: pods(read.favouritePods).slice(-MAX_FAVOURITES),
    recentNamespaces: names(read.recentNamespaces).slice(0, MAX_RECENT_NAMESPACES),
    favouriteNamespaces: names(read.favouriteNamespaces).slice(-MAX_FAVOURITES),
  };
}

function pods(value: unknown): readonly KnownPod[] {
  const found = list(value).flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    const { namespace, pod } = one as Partial<Record<keyof KnownPod, unknown>>;
    return isName(namespace) && isName(pod) ? [{ namespace, pod }] : [];
  });
  return [...new Map(found.map((pod) => [`${pod.namespace}/${pod.pod}`, pod])).values()];
}

function names(value: unknown): readonly string[] {
  return [...new Set(list(value).filter(isName))];
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
