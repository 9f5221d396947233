import { messages } from '#components/pods/messages.ts';
import { PodsSkeleton } from '#components/pods/pods-skeleton.tsx';

/** Stands until the cluster has answered for the first time. */
export default function PodListLoading() {
  return (
    <>
      <div className="flex h-14 shrink-0 items-center px-4 max-md:h-35 max-md:items-start max-md:pt-4">
        <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
      </div>
      <PodsSkeleton />
    </>
  );
}
