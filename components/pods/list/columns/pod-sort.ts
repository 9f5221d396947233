/** The order of the pod list. */

import type { Pod } from '#protocol/api.ts';
import { compareText, type PodColumn, podColumns, type SortColumn } from './pod-columns.tsx';

type Compare = NonNullable<PodColumn['compare']>;

/** In the order of the table. */
export const sortColumns: readonly SortColumn[] = podColumns.flatMap((column) =>
  'compare' in column ? [column.id] : [],
);

export interface PodSort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** As kubectl lists them: by namespace, then by name. */
export const DEFAULT_SORT: PodSort = { column: 'namespace', descending: false };

export function isSortColumn(text: string): text is SortColumn {
  return (sortColumns as readonly string[]).includes(text);
}

/** The order after a click on a column's header: by that column, or reversed. */
export function nextSort(current: PodSort, column: SortColumn): PodSort {
  return { column, descending: current.column === column && !current.descending };
}

/** A new, sorted array. Equal pods are ordered by namespace, then name, in both directions. */
export function sortPods(pods: readonly Pod[], sort: PodSort): Pod[] {
  const compare = COMPARE.get(sort.column) ?? byPlace;
  const sign = sort.descending ? -1 : 1;
  return pods.slice().sort((a, b) => sign * compare(a, b) || byPlace(a, b));
}

const COMPARE: ReadonlyMap<string, Compare> = new Map(
  podColumns.flatMap((column: PodColumn) =>
    column.compare === undefined ? [] : [[column.id, column.compare]],
  ),
);

function byPlace(a: Pod, b: Pod): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name) || compareText(a.uid, b.uid);
}
