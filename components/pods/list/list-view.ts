/** What the pod list shows, as its address says: the part of the state that one would share as a link. */

import { DEFAULT_SORT, isSortColumn, type PodSort } from './pod-sort.ts';

export interface ListView {
  /** Undefined: the current context of the kubeconfig. */
  readonly context: string | undefined;
  /** Empty: every namespace that the caller may list. In order, each once. */
  readonly namespaces: readonly string[];
  /** The filter as typed; empty for none. */
  readonly q: string;
  readonly sort: PodSort;
}

/** Reads the query of `/pods`. What is missing, empty or unknown gets its default; never throws. */
export function decodeListView(params: Pick<URLSearchParams, 'get' | 'getAll'>): ListView {
  return {
    context: params.get('context') || undefined,
    namespaces: decodeNamespaces(params.getAll('namespace')),
    q: params.get('q') ?? '',
    sort: decodeSort(params.get('sort') ?? ''),
  };
}

/** The query of `/pods` with its question mark, without what is default; empty when all is. */
export function encodeListView(view: ListView): string {
  const params = new URLSearchParams();
  for (const namespace of view.namespaces) params.append('namespace', namespace);
  if (view.context !== undefined) params.set('context', view.context);
  if (view.q !== '') params.set('q', view.q);
  if (view.sort.column !== DEFAULT_SORT.column || view.sort.descending !== DEFAULT_SORT.descending) {
    params.set('sort', `${view.sort.descending ? '-' : ''}${view.sort.column}`);
  }
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** `namespace=a&namespace=b`, or `namespace=a,b`. */
function decodeNamespaces(values: readonly string[]): readonly string[] {
  const names = values.flatMap((value) => value.split(',')).filter((name) => name !== '');
  return [...new Set(names)].sort();
}

function decodeSort(text: string): PodSort {
  const descending = text.startsWith('-');
  const column = descending ? text.slice(1) : text;
  return isSortColumn(column) ? { column, descending } : DEFAULT_SORT;
}
