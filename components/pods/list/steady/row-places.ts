/** Where a list has to scroll so that its rows stay at their place on the screen. */

/** All in CSS pixels. */
export interface Places {
  readonly scrollTop: number;
  /** Empty space above the first row and below the last: where scrolling alone cannot do it. */
  readonly padTop: number;
  readonly padBottom: number;
}

export const UNMOVED: Places = { scrollTop: 0, padTop: 0, padBottom: 0 };

/**
 * @param before the places until now
 * @param shift by how much the row that has to stay begins further down, from the first row's top
 * @param room height of the rows, and the height that the list shows of them
 * @param exact true: with empty space where needed; false: as far as the list scrolls
 */
export function placesFor(
  before: Places,
  shift: number,
  room: { readonly rows: number; readonly shown: number },
  exact: boolean,
): Places {
  const top = before.scrollTop - before.padTop + shift;
  const most = Math.max(0, room.rows - room.shown);
  if (!exact) return { scrollTop: Math.min(Math.max(0, top), most), padTop: 0, padBottom: 0 };
  const padTop = Math.max(0, -top);
  const scrollTop = Math.max(0, top);
  const missing = scrollTop + room.shown - padTop - room.rows;
  return { scrollTop, padTop, padBottom: scrollTop === 0 ? 0 : Math.max(0, missing) };
}

/** The number that occurs most often, of several the smallest change; 0 if there is none. */
export function mostCommon(shifts: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const shift of shifts) counts.set(shift, (counts.get(shift) ?? 0) + 1);
  const [best] = [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || Math.abs(a) - Math.abs(b));
  return best?.[0] ?? 0;
}

/**
 * The rows on the screen that stand where another row was before a change: a click on one may be meant for the other.
 * @param before where each row on the screen began, from the first row's top
 * @param now the same after the change
 * @param scrolled by how much the list scrolled further down with the change
 * @param height of the highest row
 */
export function rowsOverOthers(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
  scrolled: number,
  height: number,
): ReadonlySet<string> {
  const over = new Set<string>();
  for (const [uid, start] of now) {
    const place = start - scrolled;
    if (before.get(uid) === place) continue;
    for (const other of before.values()) {
      if (Math.abs(other - place) < height) {
        over.add(uid);
        break;
      }
    }
  }
  return over;
}
