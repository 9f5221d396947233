/** Marks of a recording on its bar, and the ways from one to the next. */

import type { Mark } from './replay.ts';

/** The nearest mark before a moment, or after it; undefined: there is none. */
export function markBeside(marks: readonly Mark[], moment: number, direction: -1 | 1): Mark | undefined {
  const beside = marks.filter(({ at }) => (direction < 0 ? at < moment : at > moment));
  return beside.reduce<Mark | undefined>(
    (best, mark) => (best === undefined || (mark.at - best.at) * direction < 0 ? mark : best),
    undefined,
  );
}

/** Marks that can be told apart on the bar: of those that are at the same place, the most important one. */
export function spreadMarks(marks: readonly Mark[], length: number, places: number): readonly Mark[] {
  const byPlace = new Map<number, Mark>();
  for (const mark of marks) {
    const place = length === 0 ? 0 : Math.round((mark.at / length) * places);
    const other = byPlace.get(place);
    if (other === undefined || WEIGHT[mark.kind] > WEIGHT[other.kind]) byPlace.set(place, mark);
  }
  return [...byPlace.values()];
}

const WEIGHT: Record<Mark['kind'], number> = { size: 0, marker: 1, gap: 2 };
