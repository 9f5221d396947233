'use client';

import { podHref } from '#components/addresses/pages.ts';
import { inNamedContext, type PodPlace } from '#components/addresses/shell-place.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { CopyLinkButton } from '#components/links/copy-link.tsx';
import { RecordingsLink } from '#components/links/recordings-link.tsx';
import { FavouritePodButton } from '#components/recents/favourite-toggle.tsx';

/** Leads to the recordings of a pod, copies the link to its page, and marks it as a favourite. */
export function PodMarks({ place }: { place: PodPlace }) {
  const contextName = useContextName(place.context);
  return (
    <>
      <RecordingsLink filter={{ context: contextName, namespace: place.namespace, pod: place.pod }} />
      <CopyLinkButton href={podHref(inNamedContext(place, contextName))} />
      <FavouritePodButton pod={place} context={contextName} />
    </>
  );
}
