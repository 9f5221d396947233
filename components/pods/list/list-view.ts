/** The view of the pod list as encoded in its URL: the part of the state that a link shares. */

import { podsHref, type QueryReader, readPodsQuery } from '#components/addresses/pages.ts';
import { DEFAULT_SORT, isSortColumn, type PodSort } from './columns/pod-sort.ts';

export interface ListView {
  /** Undefined: the current context of the kubeconfig. */
  readonly context: string | undefined;
  /** Empty: every namespace that the caller may list. Sorted, each once. */
  readonly namespaces: readonly string[];
  /** The filter as typed; empty for none. */
  readonly q: string;
  readonly sort: PodSort;
}

/** Parses the query of `/pods`. Missing, empty or unknown values get their defaults; never throws. */
export function decodeListView(params: QueryReader): ListView {
  const query = readPodsQuery(params);
  return { ...query, sort: decodeSort(query.sort) };
}

/** The URL of the list page for a view. Defaults are left out. */
export function listHref({ context, namespaces, q, sort }: ListView): string {
  return podsHref({ context, namespaces, q, sort: encodeSort(sort) });
}

function encodeSort({ column, descending }: PodSort): string {
  if (column === DEFAULT_SORT.column && descending === DEFAULT_SORT.descending) return '';
  return `${descending ? '-' : ''}${column}`;
}

function decodeSort(text: string): PodSort {
  const descending = text.startsWith('-');
  const column = descending ? text.slice(1) : text;
  return isSortColumn(column) ? { column, descending } : DEFAULT_SORT;
}
