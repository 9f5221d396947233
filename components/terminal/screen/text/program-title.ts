/** The window title that a program sets (OSC 0 and 2). The text is untrusted, so it is limited and cleaned. */

import { plainLine } from './visible-text.ts';

/** Longest shown title, in Unicode characters. */
export const MAX_TITLE = 80;

/** UTF-16 units that are cleaned, so that a very long title takes no time. */
const LOOKED_AT = 1_000;

/** The title to show: one line, no hidden characters, truncated with an ellipsis; '' for none. */
export function programTitle(title: string): string {
  const line = [...plainLine(title.slice(0, LOOKED_AT))];
  return line.length <= MAX_TITLE ? line.join('') : `${line.slice(0, MAX_TITLE - 1).join('')}…`;
}
