import { podsCatalog } from '#components/pods/catalog.ts';
import { PodsSkeleton } from '#components/pods/list/pods-skeleton.tsx';
import { pageLanguage } from '../../page-language.ts';

/** Shown until the cluster first responds; too briefly to follow a change of the language. */
export default async function PodListLoading() {
  const messages = podsCatalog[await pageLanguage()];
  return (
    <>
      <div className="flex h-14 shrink-0 items-center px-4 max-md:h-35 max-md:items-start max-md:pt-4">
        <h1 className="font-semibold text-lg tracking-tight">{messages.title}</h1>
      </div>
      <PodsSkeleton label={messages.states.loading} />
    </>
  );
}
