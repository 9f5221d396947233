/** The query of a search in the terminal, its result, and its limits. */

export interface SearchQuery {
  /** Text, or a JavaScript regular expression. */
  readonly text: string;
  readonly regex: boolean;
  readonly caseSensitive: boolean;
}

export interface SearchCount {
  /** Number of matches; {@link MAX_COUNTED} means that many or more. */
  readonly count: number;
  /** The selected match, from 0 at the top; -1 if none is selected or it is beyond the counted ones. */
  readonly index: number;
}

/** Matches that are counted and marked; each mark costs the page memory. */
export const MAX_COUNTED = 1_000;

/** False for an invalid regular expression, for instance while it is being typed. */
export function isValidQuery({ text, regex }: SearchQuery): boolean {
  if (!regex) return true;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** The initial search text: the selection, if it is within one line; else ''. */
export function searchSeed(selection: string): string {
  const text = selection.trim();
  return text.length > 200 || /[\r\n]/.test(text) ? '' : text;
}
