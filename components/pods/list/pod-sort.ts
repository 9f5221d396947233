/** The order of the pod list. */

import type { Pod } from '#protocol/api.ts';
import { podHealth } from '../health/pod-health.ts';

export const sortColumns = ['name', 'namespace', 'status', 'containers', 'restarts', 'age', 'node'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface PodSort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** As kubectl lists them: by namespace, then by name. */
export const DEFAULT_SORT: PodSort = { column: 'namespace', descending: false };

export function isSortColumn(text: string): text is SortColumn {
  return (sortColumns as readonly string[]).includes(text);
}

/** What a click on a column's header asks for: that column, or its other direction. */
export function nextSort(current: PodSort, column: SortColumn): PodSort {
  return { column, descending: current.column === column && !current.descending };
}

/** A new array in the wanted order. Equal pods stand by namespace, then name, whatever the direction. */
export function sortPods(pods: readonly Pod[], sort: PodSort): Pod[] {
  const compare = COMPARE[sort.column];
  const sign = sort.descending ? -1 : 1;
  return pods.slice().sort((a, b) => sign * compare(a, b) || byPlace(a, b));
}

type Compare = (a: Pod, b: Pod) => number;

const COMPARE: Record<SortColumn, Compare> = {
  name: (a, b) => text(a.name, b.name),
  namespace: (a, b) => text(a.namespace, b.namespace),
  status: (a, b) => podHealth(a).rank - podHealth(b).rank || text(a.status, b.status),
  containers: (a, b) => readyShare(a) - readyShare(b) || a.totalContainers - b.totalContainers,
  restarts: (a, b) => a.restarts - b.restarts,
  // The smallest age is the latest creation.
  age: (a, b) => text(b.createdAt, a.createdAt),
  node: (a, b) => text(a.node, b.node),
};

function byPlace(a: Pod, b: Pod): number {
  return text(a.namespace, b.namespace) || text(a.name, b.name) || text(a.uid, b.uid);
}

/** By code unit: names are ASCII, and a collator costs twenty times as much. */
function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readyShare(pod: Pod): number {
  return pod.totalContainers === 0 ? 0 : pod.readyContainers / pod.totalContainers;
}
