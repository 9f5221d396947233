/** What `notePlace` needs, as one piece of code that loads on demand. */

import { type KnownPod, namespaceChosen, podOpened } from './known-places.ts';
import { changeKnownPlaces } from './use-known-places.ts';

/**
 * Puts a place before the recent ones.
 * @param context the name of the context
 */
export function noteKnownPlace(
  context: string,
  place: { readonly pod: KnownPod } | { readonly namespace: string },
): void {
  changeKnownPlaces(context, (places) =>
    'pod' in place ? podOpened(places, place.pod) : namespaceChosen(places, place.namespace),
  );
}
