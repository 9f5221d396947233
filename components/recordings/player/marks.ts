/** Marks of a recording on its bar, and the ways from one to the next. */

import type { Mark } from './replay.ts';

/** The nearest mark of some kinds before a moment, or after it; undefined: there is none. */
export function markBeside(
  marks: readonly Mark[],
  kinds: MarkKinds,
  moment: number,
  direction: -1 | 1,
): Mark | undefined {
  const beside = marks.filter(
    ({ at, kind }) =>
      (kind === 'command') === (kinds === 'commands') && (direction < 0 ? at < moment : at > moment),
  );
  return beside.reduce<Mark | undefined>(
    (best, mark) => (best === undefined || (mark.at - best.at) * direction < 0 ? mark : best),
    undefined,
  );
}

/** Those at which a command begins, in their order. */
export function commandsOf(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter(({ kind }) => kind === 'command');
}

/** Those from which one goes to the next of its kind. */
export type MarkKinds = 'commands' | 'others';

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

const WEIGHT: Record<Mark['kind'], number> = { size: 0, command: 1, marker: 2, gap: 3 };
