/** How wide rows are: none of them asks its text, which would be laid out twice. */

import type { LogColumn } from '../lines/json-columns.ts';
import type { TimeKind } from './log-settings.ts';

/** What stands before the text of a row. */
export interface RowStart {
  readonly hasLabel: boolean;
  readonly times: TimeKind;
}

/** Between two parts of a row, in rem. */
const GAP = 0.75;
/** Edge and padding at both sides, in rem. */
const SIDES = 1.7;
/** The name of a container, in rem. */
const LABEL = 8;
/** "59 min ago", in rem. */
const AGO = 6;
/** "2026-11-28 12:00:00.000", in characters. */
const TIME = 23;

/**
 * A length in CSS. What is longer than it says, as wide characters are, still shows: only its row's color ends before.
 * @param longest characters of the longest line
 */
export function rowWidth(
  { hasLabel, times }: RowStart,
  columns: readonly LogColumn[] | undefined,
  longest: number,
): string {
  const text = columns?.reduce((sum, { width }) => sum + width, 0) ?? longest;
  const characters = text + (times === 'local' || times === 'utc' ? TIME : 0);
  const gaps = (hasLabel ? 1 : 0) + (times === 'off' ? 0 : 1) + Math.max(0, (columns?.length ?? 0) - 1);
  const rem = SIDES + GAP * gaps + (hasLabel ? LABEL : 0) + (times === 'relative' ? AGO : 0);
  return `calc(${characters}ch + ${rem}rem)`;
}
