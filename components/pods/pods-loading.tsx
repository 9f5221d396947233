'use client';

import { useMessages } from '#components/language/language-provider.tsx';
import { podsCatalog } from './catalog.ts';
import { PodsSkeleton } from './pods-skeleton.tsx';

/** Stands until the cluster has answered for the first time. */
export function PodsLoading() {
  const messages = useMessages(podsCatalog);
  return (
    <>
      <div className="flex h-14 shrink-0 items-center px-4 max-md:h-35 max-md:items-start max-md:pt-4">
        <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
      </div>
      <PodsSkeleton />
    </>
  );
}
