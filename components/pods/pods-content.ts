/** Decides what the list page shows in its main place: one of these, never two. */

import type { Pod } from '#protocol/api.ts';
import type { ListView } from './list-view.ts';
import { filterPods, parseFilter } from './pod-filter.ts';
import { type PodSort, sortPods } from './pod-sort.ts';
import type { PodStreamState } from './pod-stream.ts';
import type { PodsObstacle } from './pods-notice.tsx';

export type PodsContent =
  | { readonly kind: 'loading' }
  | { readonly kind: 'table'; readonly pods: readonly Pod[] }
  | { readonly kind: 'notice'; readonly obstacle: PodsObstacle };

/** @param q the filter as typed */
export function podsContent(
  state: PodStreamState,
  view: Pick<ListView, 'q' | 'sort' | 'namespaces'>,
): PodsContent {
  const { pods, total, link } = state;
  if (link.kind === 'refused') return notice({ kind: 'refused', code: link.code, detail: link.detail });
  if (pods === null) {
    if (link.kind === 'stale') return notice({ kind: 'unreachable', code: link.code, detail: link.detail });
    return link.kind === 'reconnecting' ? notice({ kind: 'server-gone' }) : { kind: 'loading' };
  }
  if (total === 0) return notice({ kind: 'empty', namespaces: view.namespaces });
  const found = filterPods([...pods.values()], parseFilter(view.q));
  if (found.length > 0) return { kind: 'table', pods: sortPods(found, shownSort(view)) };
  // Matches may be among those that have not come yet.
  return pods.size < total ? { kind: 'loading' } : notice({ kind: 'no-match', total });
}

/** The order as the table shows it: among pods of one namespace, by namespace means by name. */
export function shownSort({ sort, namespaces }: Pick<ListView, 'sort' | 'namespaces'>): PodSort {
  return namespaces.length === 1 && sort.column === 'namespace' ? { ...sort, column: 'name' } : sort;
}

function notice(obstacle: PodsObstacle): PodsContent {
  return { kind: 'notice', obstacle };
}
