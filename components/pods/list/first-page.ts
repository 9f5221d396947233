import type { PodSnapshot } from '#protocol/api.ts';
import { type PodStreamState, streamFromPage } from '../feed/pod-stream.ts';
import { filterPods, parseFilter } from '../filter/pod-filter.ts';
import { sortPods } from './columns/pod-sort.ts';
import type { ListView } from './list-view.ts';
import { shownSort } from './pods-content.ts';

/** Pods in the HTML: more than the largest screen shows. 10,000 would make a page of 8 MB. */
export const FIRST_PAGE_PODS = 100;

/**
 * True if the view starts with the first pods by namespace and name, the order in which a cluster lists them. The page
 * can then be rendered before the last pod is known.
 */
export function beginsAsListed({
  q,
  sort,
  namespaces,
}: Pick<ListView, 'q' | 'sort' | 'namespaces'>): boolean {
  const { column, descending } = shownSort({ sort, namespaces });
  const byPlace = column === 'namespace' || (column === 'name' && namespaces.length === 1);
  return byPlace && !descending && parseFilter(q).length === 0;
}

/** The first pods of the view, and the total; the stream sends the rest. */
export function firstPage({ items, total, refused, only }: PodSnapshot, view: ListView): PodStreamState {
  if (total === items.length && total <= FIRST_PAGE_PODS) return streamFromPage(items, total, refused, only);
  const found = sortPods(filterPods(items, parseFilter(view.q)), shownSort(view));
  return streamFromPage(found.slice(0, FIRST_PAGE_PODS), total, refused, only);
}
