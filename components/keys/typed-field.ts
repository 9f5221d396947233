/** What keys that were typed ahead of a text field with a list leave in it. */

import { SECOND_ENTER } from './typed-ahead.ts';

export interface TypedInField {
  /** Before the first Enter. */
  readonly text: string;
  /** Where the caret is, as `setSelectionRange` counts. */
  readonly caret: number;
  /** Keys that move in the list, since the text was changed last. As `KeyboardEvent.key` names them. */
  readonly moves: readonly string[];
  /** The Enter that was pressed; undefined: none. */
  readonly entered: 'enter' | 'second' | undefined;
  /** After that Enter. */
  readonly rest: readonly string[];
}

/** @param keys as `typedAhead` names them */
export function typedInField(keys: readonly string[]): TypedInField {
  const end = keys.findIndex((key) => key === 'Enter' || key === SECOND_ENTER);
  let [left, right]: [readonly string[], readonly string[]] = [[], []];
  let moves: readonly string[] = [];
  for (const key of end === -1 ? keys : keys.slice(0, end)) {
    if (/^(Arrow(Up|Down)|Page.*)$/.test(key)) {
      moves = [...moves, key];
      continue;
    }
    const before = left.length + right.length;
    [left, right] = edit(left, right, key);
    if (left.length + right.length !== before) moves = [];
  }
  return {
    text: [...left, ...right].join(''),
    caret: left.join('').length,
    moves,
    entered: end === -1 ? undefined : keys[end] === SECOND_ENTER ? 'second' : 'enter',
    rest: end === -1 ? [] : keys.slice(end + 1),
  };
}

/** @param left characters before the caret @param right those after it */
function edit(
  left: readonly string[],
  right: readonly string[],
  key: string,
): [readonly string[], readonly string[]] {
  switch (key) {
    case 'Backspace':
      return [left.slice(0, -1), right];
    case 'Delete':
      return [left, right.slice(1)];
    case 'ArrowLeft':
      return [left.slice(0, -1), [...left.slice(-1), ...right]];
    case 'ArrowRight':
      return [[...left, ...right.slice(0, 1)], right.slice(1)];
    case 'Home':
      return [[], [...left, ...right]];
    case 'End':
      return [[...left, ...right], []];
    default:
      // What a field leaves to terminals.
      return key < ' ' || key === 'Tab' ? [left, right] : [[...left, key], right];
  }
}
