import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { type PageSearch, type PodRoute, readPodPlace } from '#components/addresses/pages.ts';
import { podCatalog } from '#components/pods/detail/catalog.ts';
import { PodPage } from '#components/pods/detail/pod-page.tsx';
import { PodProblem } from '#components/pods/detail/pod-problem.tsx';
import { isPodshellError } from '#protocol/problem.ts';
import { getRuntime } from '#server/runtime.ts';
import { pageLanguage } from '../../../page-language.ts';
import { pageCaller } from '../../caller.ts';

interface PageProps {
  readonly params: Promise<PodRoute>;
  readonly searchParams: Promise<PageSearch>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { namespace, pod } = readPodPlace(await params, {});
  return { title: podCatalog[await pageLanguage()].titleOf(namespace, pod) };
}

/** One pod. */
export default async function OnePodPage({ params, searchParams }: PageProps) {
  const { context, ...target } = readPodPlace(await params, await searchParams);
  try {
    const caller = pageCaller();
    const detail = await getRuntime().pod(caller, {
      ...target,
      ...(context === undefined ? {} : { context }),
    });
    return <PodPage context={context} initial={detail} renderedAt={Date.now()} />;
  } catch (error) {
    if (!isPodshellError(error)) throw error;
    if (error.code === 'pod-not-found' || error.code === 'bad-request') notFound();
    return <PodProblem code={error.code} detail={error.message} context={context} {...target} />;
  }
}
