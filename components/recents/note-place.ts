import type { KnownPod } from './known-places.ts';

const load = () => import('./note-known-place.ts');

/** Loads the code of `notePlace`, so that no request for it comes between a click and a shell. Never rejects. */
export async function prepareNotes(): Promise<void> {
  await load().catch(() => {});
}

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
    (await load()).noteKnownPlace(context, place);
  } catch {
    // Without a connection the place is not noted; nothing else depends on it.
  }
}
