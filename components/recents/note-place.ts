import type { KnownPod } from './known-places.ts';

/**
 * Notes that a pod was opened, or a namespace chosen, for the lists of recent ones. The code for it loads on demand: a page
 * needs it for no first view.
 * @param context the name of the context
 */
export async function notePlace(
  context: string,
  place: { readonly pod: KnownPod } | { readonly namespace: string },
): Promise<void> {
  try {
    const [{ changeKnownPlaces }, { namespaceChosen, podOpened }] = await Promise.all([
      import('./use-known-places.ts'),
      import('./known-places.ts'),
    ]);
    changeKnownPlaces(context, (places) =>
      'pod' in place ? podOpened(places, place.pod) : namespaceChosen(places, place.namespace),
    );
  } catch {
    // Without a connection the place is not noted; nothing else depends on it.
  }
}
