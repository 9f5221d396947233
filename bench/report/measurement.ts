/** A row of the table. */

export interface Measurement {
  /** The row's name, for instance `echo of one key, median`. */
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** The figure of the best possible client on the same path, in the same run; null: there is none. */
  readonly best: number | null;
  readonly goal: Goal;
  /** Other figures of the same measurement, in a few words. */
  readonly note?: string;
}

/** The goal for `ours`. */
export type Goal =
  | { readonly kind: 'at most'; readonly value: number }
  | { readonly kind: 'at least'; readonly value: number }
  | { readonly kind: 'at most above best'; readonly value: number }
  | { readonly kind: 'at most of best'; readonly value: number }
  | { readonly kind: 'at least of best'; readonly value: number }
  /** For orientation only. */
  | { readonly kind: 'none' };

/** Whether the goal is met; null without a goal or without a figure to compare with. */
export function isMet({ ours, best, goal }: Measurement): boolean | null {
  switch (goal.kind) {
    case 'at most':
      return ours <= goal.value;
    case 'at least':
      return ours >= goal.value;
    case 'at most above best':
      return best === null ? null : ours - best <= goal.value;
    case 'at most of best':
      return best === null ? null : ours <= best * goal.value;
    case 'at least of best':
      return best === null ? null : ours >= best * goal.value;
    case 'none':
      return null;
  }
}

/** `ours` divided by `best`; null without `best`. */
export function ratioOf({ ours, best }: Measurement): number | null {
  return best === null || best === 0 ? null : ours / best;
}

/** The goal in a few words. */
export function goalText({ goal, unit }: Measurement): string {
  switch (goal.kind) {
    case 'at most':
      return `<= ${goal.value} ${unit}`;
    case 'at least':
      return `>= ${goal.value} ${unit}`;
    case 'at most above best':
      return `<= best + ${goal.value} ${unit}`;
    case 'at most of best':
      return `<= ${goal.value} of best`;
    case 'at least of best':
      return `>= ${goal.value} of best`;
    case 'none':
      return '';
  }
}
