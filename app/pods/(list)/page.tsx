import type { Metadata } from 'next';
import { firstPage } from '#components/pods/first-page.ts';
import { decodeListView, type ListView } from '#components/pods/list-view.ts';
import { messages } from '#components/pods/messages.ts';
import { type PodStreamState, streamFromProblem } from '#components/pods/pod-stream.ts';
import { PodsPage } from '#components/pods/pods-page.tsx';
import type { NamespaceList } from '#protocol/api.ts';
import { isPodshellError } from '#protocol/problem.ts';
import { getRuntime } from '#server/runtime.ts';
import { pageCaller } from '../caller.ts';

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const { namespace } = await readView(searchParams);
  return { title: namespace === undefined ? messages.title : messages.titleIn(namespace) };
}

/** The list of pods, with the first of them in the answer itself. */
export default async function PodListPage({ searchParams }: PageProps) {
  const view = await readView(searchParams);
  const [state, namespaces] = await Promise.all([readPods(view), readNamespaces(view.context)]);
  return (
    <PodsPage
      initial={{ place: { context: view.context, namespace: view.namespace }, state }}
      namespaces={namespaces}
      renderedAt={Date.now()}
    />
  );
}

async function readView(searchParams: PageProps['searchParams']): Promise<ListView> {
  const query = await searchParams;
  return decodeListView({
    get(name) {
      const value = query[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
  });
}

async function readPods(view: ListView): Promise<PodStreamState> {
  try {
    const { context, namespace } = view;
    return firstPage(await getRuntime().pods(await pageCaller(), { context, namespace }), view);
  } catch (error) {
    if (!isPodshellError(error)) throw error;
    return streamFromProblem(error.code, error.message, Date.now());
  }
}

async function readNamespaces(context: string | undefined): Promise<NamespaceList> {
  try {
    return await getRuntime().namespaces(await pageCaller(), context);
  } catch (error) {
    if (!isPodshellError(error)) throw error;
    // The pods tell the cause better; a namespace can still be typed.
    return { items: [], complete: false };
  }
}
