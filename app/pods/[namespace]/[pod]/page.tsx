import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { podCatalog } from '#components/pods/detail/catalog.ts';
import { PodPage } from '#components/pods/detail/pod-page.tsx';
import { PodProblem } from '#components/pods/detail/pod-problem.tsx';
import { isPodshellError } from '#protocol/problem.ts';
import { getRuntime } from '#server/runtime.ts';
import { pageLanguage } from '../../../page-language.ts';
import { pageCaller } from '../../caller.ts';

interface PageProps {
  readonly params: Promise<{ readonly namespace: string; readonly pod: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { namespace, pod } = await readNames(params);
  return { title: podCatalog[await pageLanguage()].titleOf(namespace, pod) };
}

/** One pod. */
export default async function OnePodPage({ params, searchParams }: PageProps) {
  const target = await readNames(params);
  const { context: wanted } = await searchParams;
  const context = typeof wanted === 'string' && wanted !== '' ? wanted : undefined;
  try {
    const caller = await pageCaller();
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

/** The names of the address, decoded: Next hands them over as they stand there. */
async function readNames(params: PageProps['params']): Promise<{ namespace: string; pod: string }> {
  const { namespace, pod } = await params;
  try {
    return { namespace: decodeURIComponent(namespace), pod: decodeURIComponent(pod) };
  } catch {
    notFound();
  }
}
