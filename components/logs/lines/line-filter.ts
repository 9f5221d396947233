/** What the filter of a log understands: words, "several words", /expressions/, level:warn, and a minus before each. */

import { LEVELS, type Level } from './level.ts';

export interface FilteredLine {
  /** Without colors. */
  readonly plain: string;
  readonly level: Level | undefined;
}

/** Undefined lets every line pass. */
export type LineFilter = ((line: FilteredLine) => boolean) | undefined;

export type ReadFilter =
  | { readonly kind: 'filter'; readonly filter: LineFilter }
  /** The expression that is not one. */
  | { readonly kind: 'invalid'; readonly expression: string };

/** A term: an optional minus, then an expression with flags, a quoted text, or a word. */
const TERM = /(-?)(?:\/((?:\\.|[^/\\])+)\/([imsu]*)(?=\s|$)|"([^"]*)"|(\S+))/g;

/** Reads what was typed. All terms must hold. Upper and lower case are the same, but for expressions without `i`. */
export function readFilter(typed: string): ReadFilter {
  const tests: ((line: FilteredLine) => boolean)[] = [];
  for (const [, minus, expression, flags, quoted, word] of typed.matchAll(TERM)) {
    let test: (line: FilteredLine) => boolean;
    if (expression === undefined) test = textTest(quoted ?? word ?? '', quoted !== undefined);
    else {
      const regex = readExpression(expression, flags);
      if (regex === undefined) return { kind: 'invalid', expression };
      test = ({ plain }) => regex.test(plain);
    }
    tests.push(minus === '-' ? (line) => !test(line) : test);
  }
  if (tests.length === 0) return { kind: 'filter', filter: undefined };
  return { kind: 'filter', filter: (line) => tests.every((test) => test(line)) };
}

/** A regular expression, or undefined if it is none. Never with `g` or `y`, which would remember where they were. */
function readExpression(source: string, flags = ''): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

function textTest(text: string, isQuoted: boolean): (line: FilteredLine) => boolean {
  const level = isQuoted ? undefined : /^level:(\w+)$/.exec(text)?.[1];
  const rank = level === undefined ? -1 : LEVELS.indexOf(level as Level);
  // As grave, or graver.
  if (rank >= 0) return (line) => line.level !== undefined && LEVELS.indexOf(line.level) <= rank;
  const wanted = text.toLowerCase();
  return ({ plain }) => plain.toLowerCase().includes(wanted);
}
