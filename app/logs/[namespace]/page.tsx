import type { Metadata } from 'next';
import { type LogPlace, subjectName } from '#components/addresses/log-place.ts';
import { firstValue, type PageSearch, readPodPlace } from '#components/addresses/pages.ts';
import { whereText } from '#components/addresses/shell-place.ts';
import { LazyLayout } from '#components/layout/lazy-layout.tsx';
import { ShellPageSwitches } from '#components/layout/shell-page-switches.tsx';
import { logsCatalog } from '#components/logs/catalog.ts';
import { readLogView } from '#components/logs/lines/log-address.ts';
import { InvalidLog } from '#components/logs/views/invalid-log.tsx';
import { LogPage } from '#components/logs/views/log-page.tsx';
import { findInvalidName } from '#protocol/names.ts';
import { currentContext } from '../../current-context.ts';
import { pageLanguage } from '../../page-language.ts';

export const dynamic = 'force-dynamic';

interface Props {
  readonly params: Promise<{ readonly namespace: string }>;
  readonly searchParams: Promise<PageSearch>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { context, namespace, of } = await placeOf(props);
  const messages = logsCatalog[await pageLanguage()];
  const where = whereText(namespace, context ?? (await currentContext()));
  return { title: messages.title(subjectName(of) || namespace, where) };
}

/** The logs of all pods of an owner, of a filter, or of the namespace. */
export default async function Page(props: Props) {
  const place = await placeOf(props);
  const search = await props.searchParams;
  const { context, namespace, container } = place;
  const invalid = findInvalidName({ namespace, container });
  if (invalid !== undefined) {
    return (
      <LazyLayout>
        <InvalidLog name={invalid.name} />
      </LazyLayout>
    );
  }
  return (
    <LogPage
      place={place}
      contextName={context ?? (await currentContext())}
      view={readLogView((name) => firstValue(search[name]), place.of.kind)}
      switches={<ShellPageSwitches />}
    />
  );
}

/** An owner counts more than a filter; without either it is all pods. */
async function placeOf({ params, searchParams }: Props): Promise<LogPlace> {
  const search = await searchParams;
  const { context, namespace } = readPodPlace({ ...(await params), pod: '' }, search);
  const owner = firstValue(search.owner);
  const container = firstValue(search.container);
  return {
    context,
    namespace,
    of: owner === undefined ? { kind: 'filter', q: firstValue(search.q) ?? '' } : { kind: 'owner', owner },
    container: container === '*' ? undefined : container,
  };
}
