import type { Metadata } from 'next';
import { readViewId } from '#components/addresses/pages.ts';
import { ShellPageSwitches } from '#components/layout/shell-page-switches.tsx';
import { sharingCatalog } from '#components/terminal/sharing/catalog.ts';
import { WatchPage } from '#components/terminal/watch/watch-page.tsx';
import { getRuntime } from '#server/runtime.ts';
import { pageLanguage } from '../../page-language.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: { absolute: sharingCatalog[await pageLanguage()].watcher.title } };
}

/** Somebody else's shell, for those who have a link to it and may exec into its pod. */
export default async function Page({ params }: { readonly params: Promise<{ viewId: string }> }) {
  const { sockjsPrefix, heartbeatSeconds } = getRuntime().settings;
  return (
    <WatchPage
      viewId={readViewId(await params)}
      settings={{ sockjsPrefix, heartbeatSeconds }}
      switches={<ShellPageSwitches />}
    />
  );
}
