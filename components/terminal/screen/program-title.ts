/** The title that a program gives its window (OSC 0 and 2). It is a stranger's text, so it is bounded and plain. */

import { plainLine } from './visible-text.ts';

/** Unicode characters that are shown. */
export const MAX_TITLE = 80;

/** UTF-16 units that are looked at: cleaning a title must not take long, whatever its length. */
const LOOKED_AT = 1_000;

/** The title as it is shown: one line, no hidden characters, cut with an ellipsis; '' for none. */
export function programTitle(title: string): string {
  const line = [...plainLine(title.slice(0, LOOKED_AT))];
  return line.length <= MAX_TITLE ? line.join('') : `${line.slice(0, MAX_TITLE - 1).join('')}…`;
}
