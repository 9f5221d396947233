import type { Metadata } from 'next';
import { sessionsCatalog } from '#components/sessions/catalog.ts';
import { SessionsPage } from '#components/sessions/sessions-page.tsx';
import { getRuntime } from '#server/runtime.ts';
import { pageLanguage } from '../page-language.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: sessionsCatalog[await pageLanguage()].title };
}

/** The user's running shells, of every context. */
export default function Page() {
  const { resumeSeconds, reopenSeconds } = getRuntime().settings;
  return <SessionsPage resumeSeconds={resumeSeconds} reopenSeconds={reopenSeconds} />;
}
