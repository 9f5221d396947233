/**
 * Which elements show which pods. An element that loses its pod shows another one: to change its texts costs a fraction
 * of making a new one.
 */

/** The rows that exist, in order. */
export interface RowSlots {
  readonly uids: readonly string[];
  /** The key of each row's element, for React. */
  readonly keys: readonly number[];
  /** The next key that was never used. */
  readonly next: number;
}

export const NO_SLOTS: RowSlots = { uids: [], keys: [], next: 0 };

/**
 * The elements for other rows. In the same view a pod keeps its element, because rows come and go at the ends. In another
 * view nearly all are other pods, so each place keeps its element and none has to move.
 * @param uids of the rows, in order, each once
 * @param isSameView the filter, order and place are the same
 * @param pinned their elements are never given to another pod: one may have the focus or an open menu
 */
export function nextSlots(
  before: RowSlots,
  uids: readonly string[],
  isSameView: boolean,
  pinned: ReadonlySet<string>,
): RowSlots {
  const own = new Map<string, number>();
  const wanted = new Set(uids);
  const free: number[] = [];
  before.uids.forEach((uid, place) => {
    const key = before.keys[place];
    if (key === undefined) return;
    const isPinned = pinned.has(uid);
    if (wanted.has(uid) && (isSameView || isPinned)) own.set(uid, key);
    else if (!isPinned) free.push(key);
  });
  let { next } = before;
  let taken = 0;
  const keys = uids.map((uid) => {
    const kept = own.get(uid);
    if (kept !== undefined) return kept;
    const reused = free[taken];
    if (reused === undefined) {
      next += 1;
      return next - 1;
    }
    taken += 1;
    return reused;
  });
  return { uids, keys, next };
}
