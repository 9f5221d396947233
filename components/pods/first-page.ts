import type { PodList } from '#protocol/api.ts';
import type { ListView } from './list-view.ts';
import { filterPods, parseFilter } from './pod-filter.ts';
import { sortPods } from './pod-sort.ts';
import { type PodStreamState, streamFromPage } from './pod-stream.ts';
import { shownSort } from './pods-content.ts';

/** Pods in the first answer: some screens full. Ten thousand would make a page of 8 MB. */
export const FIRST_PAGE_PODS = 200;

/** The pods that the view shows first, and how many there are in all; the stream brings the rest. */
export function firstPage(list: PodList, view: ListView): PodStreamState {
  if (list.items.length <= FIRST_PAGE_PODS) return streamFromPage(list.items, list.items.length);
  const found = sortPods(filterPods(list.items, parseFilter(view.q)), shownSort(view));
  return streamFromPage(found.slice(0, FIRST_PAGE_PODS), list.items.length);
}
