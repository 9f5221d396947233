import type { Metadata } from 'next';
import type { PageSearch } from '#components/addresses/pages.ts';
import { recordingsCatalog } from '#components/recordings/catalog.ts';
import { RecordingsPage } from '#components/recordings/list/recordings-page.tsx';
import { getRuntime } from '#server/runtime.ts';
import { pageLanguage } from '../page-language.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: recordingsCatalog[await pageLanguage()].title };
}

/** The recordings that the user may replay. */
export default async function Page({ searchParams }: { searchParams: Promise<PageSearch> }) {
  const search = await searchParams;
  const first = (name: string) => {
    const value = search[name];
    return (typeof value === 'string' ? value : value?.[0]) || undefined;
  };
  const initial = {
    context: first('context'),
    namespace: first('namespace'),
    pod: first('pod'),
    user: first('user'),
    from: first('from'),
    to: first('to'),
  };
  return <RecordingsPage initial={initial} isOn={getRuntime().settings.hasRecordings} />;
}
