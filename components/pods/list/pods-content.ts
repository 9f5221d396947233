/** What the list page shows as its main content. */

import { type Failure, NO_ANSWER } from '#components/failures/read-failure.ts';
import type { Pod } from '#protocol/api.ts';
import type { PodStreamState } from '../feed/pod-stream.ts';
import { filterPods, parseFilter } from '../filter/pod-filter.ts';
import { type PodSort, sortPods } from './columns/pod-sort.ts';
import type { PodsObstacle } from './later/pods-notice.tsx';
import type { ListView } from './list-view.ts';

export type PodsContent =
  | { readonly kind: 'loading' }
  | { readonly kind: 'table'; readonly pods: readonly Pod[] }
  | { readonly kind: 'notice'; readonly obstacle: PodsObstacle };

/**
 * @param ordered all known pods, in the order of the view
 * @param view contains the filter as typed
 * @param find filters the pods
 */
export function podsContent(
  { pods, total, link, refused }: PodStreamState,
  ordered: readonly Pod[],
  view: Pick<ListView, 'q' | 'namespaces'>,
  find: typeof filterPods = filterPods,
): PodsContent {
  if (link.kind === 'refused') return failed(link);
  if (pods === null) {
    if (link.kind === 'stale') return failed(link);
    return link.kind === 'reconnecting' ? failed(NO_ANSWER) : { kind: 'loading' };
  }
  if (total === 0) {
    const isRefused = (name: string) => refused.some(({ namespace }) => namespace === name);
    return notice({ kind: 'empty', namespaces: view.namespaces.filter((name) => !isRefused(name)) });
  }
  const found = find(ordered, parseFilter(view.q));
  if (found.length > 0) return { kind: 'table', pods: found };
  // Matches may be among the pods that have not arrived yet.
  return pods.size < total ? { kind: 'loading' } : notice({ kind: 'no-match', total });
}

/**
 * The known pods, in the order of the view. Separate from the filter, so that typing a filter does not sort again.
 */
export function orderedPods(
  pods: PodStreamState['pods'],
  view: Pick<ListView, 'sort' | 'namespaces'>,
): readonly Pod[] {
  return pods === null ? [] : sortPods([...pods.values()], shownSort(view));
}

/** The order shown in the table: with one namespace, sorting by namespace means sorting by name. */
export function shownSort({ sort, namespaces }: Pick<ListView, 'sort' | 'namespaces'>): PodSort {
  return namespaces.length === 1 && sort.column === 'namespace' ? { ...sort, column: 'name' } : sort;
}

function failed({ code, detail }: Failure): PodsContent {
  return notice({ kind: 'failed', failure: { code, detail } });
}

function notice(obstacle: PodsObstacle): PodsContent {
  return { kind: 'notice', obstacle };
}
