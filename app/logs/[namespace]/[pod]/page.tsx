import type { Metadata } from 'next';
import { ALL_CONTAINERS, podLogPlace } from '#components/addresses/log-place.ts';
import { firstValue, type PageSearch, type PodRoute, readShellPlace } from '#components/addresses/pages.ts';
import { whereText } from '#components/addresses/shell-place.ts';
import { LazyLayout } from '#components/layout/lazy-layout.tsx';
import { ShellPageSwitches } from '#components/layout/shell-page-switches.tsx';
import { logsCatalog } from '#components/logs/catalog.ts';
import { readLogView } from '#components/logs/lines/log-address.ts';
import { InvalidLog } from '#components/logs/views/invalid-log.tsx';
import { LogPage } from '#components/logs/views/log-page.tsx';
import type { LoggedContainer } from '#components/logs/views/pod-sources.ts';
import { findInvalidName } from '#protocol/names.ts';
import { isPodshellError } from '#protocol/problem.ts';
import { type Caller, getRuntime } from '#server/runtime.ts';
import { currentContext } from '../../../current-context.ts';
import { pageLanguage } from '../../../page-language.ts';
import { pageCaller } from '../../../pods/caller.ts';

export const dynamic = 'force-dynamic';

interface Props {
  readonly params: Promise<PodRoute>;
  readonly searchParams: Promise<PageSearch>;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { namespace, pod, context } = readShellPlace(await params, await searchParams);
  const messages = logsCatalog[await pageLanguage()];
  return { title: messages.title(pod, whereText(namespace, context ?? (await currentContext()))) };
}

/** The log viewer alone. */
export default async function Page({ params, searchParams }: Props) {
  const search = await searchParams;
  const { container: wanted, ...place } = readShellPlace(await params, search);
  const isAll = wanted === ALL_CONTAINERS;
  const invalid = findInvalidName({ ...place, container: isAll ? undefined : wanted });
  if (invalid !== undefined) {
    return (
      <LazyLayout>
        <InvalidLog name={invalid.name} />
      </LazyLayout>
    );
  }
  const containers = await containersOf(pageCaller(), place);
  return (
    <LogPage
      place={podLogPlace({ ...place, container: wanted ?? containers[0]?.name })}
      contextName={place.context ?? (await currentContext())}
      containers={containers}
      view={readLogView((name) => firstValue(search[name]))}
      switches={<ShellPageSwitches />}
    />
  );
}

/** The default container first. None where the caller may not read the pod, or it is not there: the log tells why. */
async function containersOf(
  caller: Caller,
  { context, ...target }: { context: string | undefined; namespace: string; pod: string },
): Promise<readonly LoggedContainer[]> {
  try {
    const place = context === undefined ? target : { ...target, context };
    const { containers, defaultContainer } = await getRuntime().pod(caller, place);
    return containers
      .map(({ name, kind, state }) => ({ name, kind, state }))
      .sort((a, b) => Number(b.name === defaultContainer) - Number(a.name === defaultContainer));
  } catch (error) {
    if (isPodshellError(error)) return [];
    throw error;
  }
}
