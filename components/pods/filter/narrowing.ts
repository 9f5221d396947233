import type { Pod } from '#protocol/api.ts';
import { type FilterTerm, filterPods, type PodFilter } from './pod-filter.ts';

interface Found {
  readonly filter: PodFilter;
  readonly pods: readonly Pod[];
}

/**
 * Filters the same pods again and again while a user types: a longer filter searches what the shorter one has found, and
 * a key that takes a letter back finds what was found before.
 */
export class Narrowing {
  #pods: readonly Pod[] = [];
  /** Each filter narrows the one before it. */
  #found: Found[] = [];

  /** What {@link filterPods} finds, in an array that may be shared with earlier answers. */
  readonly find = (pods: readonly Pod[], filter: PodFilter): readonly Pod[] => {
    if (pods !== this.#pods) {
      this.#pods = pods;
      this.#found = [{ filter: [], pods }];
    }
    while (this.#found.length > 1 && !narrows(filter, this.#found.at(-1)?.filter ?? [])) this.#found.pop();
    const before = this.#found.at(-1) ?? { filter: [], pods };
    if (narrows(before.filter, filter)) return before.pods;
    const found = filterPods(before.pods, filter);
    this.#found.push({ filter, pods: found });
    return found;
  };
}

/** True if every pod that matches `filter` certainly matches `before`. */
function narrows(filter: PodFilter, before: PodFilter): boolean {
  return before.every((term, index) => implies(filter[index], term));
}

/** Only for plain words is it certain that what has the longer one has the shorter one. */
function implies(term: FilterTerm | undefined, before: FilterTerm): boolean {
  if (term === undefined || term.key !== before.key || term.negated !== before.negated) return false;
  return term.value === before.value || (isPlain(term) && term.value.includes(before.value));
}

function isPlain({ key, negated }: FilterTerm): boolean {
  return key === undefined && !negated;
}
