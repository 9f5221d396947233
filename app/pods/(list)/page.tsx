import type { Metadata } from 'next';
import { podsCatalog } from '#components/pods/catalog.ts';
import { type PodStreamState, streamFromProblem } from '#components/pods/feed/pod-stream.ts';
import { beginsAsListed, firstPage } from '#components/pods/list/first-page.ts';
import { decodeListView, type ListView } from '#components/pods/list/list-view.ts';
import { PodsPage } from '#components/pods/list/pods-page.tsx';
import type { AccessList, NamespaceList } from '#protocol/api.ts';
import { MAX_NAMESPACES } from '#protocol/limits.ts';
import { isPodshellError } from '#protocol/problem.ts';
import { getRuntime } from '#server/runtime.ts';
import { pageLanguage } from '../../page-language.ts';
import { pageCaller } from '../caller.ts';

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const { namespaces } = await readView(searchParams);
  return { title: podsCatalog[await pageLanguage()].titleIn(namespaces) };
}

/** The pod list; the HTML already contains the first rows. */
export default async function PodListPage({ searchParams }: PageProps) {
  const view = await readView(searchParams);
  const [{ state, access }, namespaces] = await Promise.all([readPods(view), readNamespaces(view.context)]);
  return (
    <PodsPage
      access={{ context: view.context, items: access }}
      initial={{ place: { context: view.context, namespaces: view.namespaces }, state }}
      namespaces={namespaces}
      renderedAt={Date.now()}
    />
  );
}

async function readView(searchParams: PageProps['searchParams']): Promise<ListView> {
  const query = await searchParams;
  const getAll = (name: string) => [query[name] ?? []].flat();
  return decodeListView({ getAll, get: (name) => getAll(name)[0] ?? null });
}

async function readPods(view: ListView): Promise<{ state: PodStreamState; access: AccessList['items'] }> {
  try {
    const { context, namespaces } = view;
    const how = beginsAsListed(view) ? 'soon' : 'all';
    const snapshot = await getRuntime().podSnapshot(pageCaller(), { context, namespaces }, how);
    const state = firstPage(snapshot, view);
    return { state, access: await readAccess(context, state) };
  } catch (error) {
    if (!isPodshellError(error)) throw error;
    return { state: streamFromProblem(error.code, error.message, Date.now()), access: [] };
  }
}

/** Access for the namespaces of the first pods, so that no shell button disappears after the first paint. */
async function readAccess(
  context: string | undefined,
  { pods }: PodStreamState,
): Promise<AccessList['items']> {
  const all = new Set(Array.from(pods?.values() ?? [], (pod) => pod.namespace));
  const namespaces = [...all].slice(0, MAX_NAMESPACES);
  if (namespaces.length === 0) return [];
  try {
    return (await getRuntime().execAccess(pageCaller(), { context, namespaces })).items;
  } catch (error) {
    if (!isPodshellError(error)) throw error;
    // Show the list without it; the page requests access again.
    return [];
  }
}

async function readNamespaces(context: string | undefined): Promise<NamespaceList> {
  try {
    return await getRuntime().namespaces(pageCaller(), context);
  } catch (error) {
    if (!isPodshellError(error)) throw error;
    // The pod list reports the cause; a namespace can still be typed.
    return { items: [], complete: false };
  }
}
