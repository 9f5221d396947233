/** What a search in the terminal looks for, what it found, and its limits. */

export interface SearchQuery {
  /** Text, or a regular expression of JavaScript. */
  readonly text: string;
  readonly regex: boolean;
  readonly caseSensitive: boolean;
}

export interface SearchCount {
  /** At most {@link MAX_COUNTED}, which then means that or more. */
  readonly count: number;
  /** Which match is chosen, from 0 at the top; -1 when none is or when it is beyond the counted ones. */
  readonly index: number;
}

/** Matches that are counted and marked; each mark costs the page memory. */
export const MAX_COUNTED = 1_000;

/** False for a regular expression that is not one, as while it is being typed. */
export function isValidQuery({ text, regex }: SearchQuery): boolean {
  if (!regex) return true;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** What a search begins with: the selection, where it is a part of one line. */
export function searchSeed(selection: string): string {
  const text = selection.trim();
  return text.length > 200 || /[\r\n]/.test(text) ? '' : text;
}
