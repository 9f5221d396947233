'use client';

import { podHref } from '#components/addresses/pages.ts';
import { inNamedContext, type PodPlace } from '#components/addresses/shell-place.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { CopyLinkButton } from '#components/links/copy-link.tsx';
import { FavouritePodButton } from '#components/recents/favourite-toggle.tsx';

/** Marks the pod of a page as a favourite, and copies the link to the page. */
export function PodMarks({ place }: { place: PodPlace }) {
  const contextName = useContextName(place.context);
  return (
    <>
      <CopyLinkButton href={podHref(inNamedContext(place, contextName))} />
      <FavouritePodButton pod={place} context={contextName} />
    </>
  );
}
