/**
 * Which rows the list shows while the user points at one. A row must not move away, or make place for another pod,
 * between the moment a user aims at it and the click.
 */

import type { Pod } from '#protocol/api.ts';

export type RowHold =
  /** Nobody points at a row: the rows follow the cluster. */
  | { readonly kind: 'none' }
  /** The pointer moves over the rows, so it may be on its way to any of them: none may come, go or change places. */
  | { readonly kind: 'all' }
  /** The pointer rests on a row, or a row has the focus: only that row must stay. */
  | { readonly kind: 'row'; readonly uid: string };

export interface SteadyPods {
  /** The rows, in order. */
  readonly pods: readonly Pod[];
  /** The pods among them that were deleted. */
  readonly gone: ReadonlySet<string>;
  /** How many pods are not shown yet. */
  readonly waiting: number;
}

const NONE_GONE: ReadonlySet<string> = new Set();

/** Exactly these pods. */
export function followPods(pods: readonly Pod[]): SteadyPods {
  return { pods, gone: NONE_GONE, waiting: 0 };
}

/**
 * The rows after a change. Rows that stay show the newest data of their pod.
 * @param before the rows on the screen
 * @param wanted what the list would show if nobody pointed at it
 * @param known every pod by uid, also those that the filter hides
 */
export function steadyPods(
  before: SteadyPods,
  wanted: readonly Pod[],
  hold: RowHold,
  known: ReadonlyMap<string, Pod>,
): SteadyPods {
  switch (hold.kind) {
    case 'none':
      return before.pods === wanted ? before : followPods(wanted);
    case 'row':
      return keepRow(before, wanted, hold.uid, known);
    case 'all': {
      const pods = before.pods.map((pod) => known.get(pod.uid) ?? pod);
      const shown = new Set(pods.map(({ uid }) => uid));
      return {
        pods,
        gone: new Set([...shown].filter((uid) => !known.has(uid))),
        waiting: wanted.reduce((sum, { uid }) => (shown.has(uid) ? sum : sum + 1), 0),
      };
    }
  }
}

/** The wanted pods, and among them the row, which stays before the row that followed it. */
function keepRow(
  before: SteadyPods,
  wanted: readonly Pod[],
  uid: string,
  known: ReadonlyMap<string, Pod>,
): SteadyPods {
  const index = before.pods.findIndex((pod) => pod.uid === uid);
  const kept = before.pods[index];
  if (kept === undefined || wanted.some((pod) => pod.uid === uid)) return followPods(wanted);
  const places = new Map(wanted.map((pod, place) => [pod.uid, place]));
  const next = before.pods.slice(index + 1).find((pod) => places.has(pod.uid));
  const place = next === undefined ? wanted.length : (places.get(next.uid) ?? wanted.length);
  const pods = wanted.toSpliced(place, 0, known.get(uid) ?? kept);
  return { pods, gone: known.has(uid) ? NONE_GONE : new Set([uid]), waiting: 0 };
}
