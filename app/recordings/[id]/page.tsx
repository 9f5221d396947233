import type { Metadata } from 'next';
import type { PageSearch } from '#components/addresses/pages.ts';
import { recordingsCatalog } from '#components/recordings/catalog.ts';
import { linkedMoment } from '#components/recordings/times.ts';
import { RecordingPage } from '#components/recordings/views/recording-page.tsx';
import { pageLanguage } from '../../page-language.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: recordingsCatalog[await pageLanguage()].title };
}

/** One recording; `?t=SECONDS` is the moment to show. */
export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<PageSearch>;
}) {
  const { id } = await params;
  const { t } = await searchParams;
  return <RecordingPage id={id} position={linkedMoment(typeof t === 'string' ? t : t?.[0])} />;
}
