/** The address of the log viewer: what of the log is shown. */

import { address } from '#components/addresses/address.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import type { LogWish } from '#protocol/pod-log.ts';
import { parseTime, timeText } from '../stream/log-time.ts';

/** Instead of the name of a container. */
export const ALL_CONTAINERS = '*';

export const RANGES = ['500', '5000', 'all', '5m', '1h', '1d'] as const;
export type LogRange = (typeof RANGES)[number];

/** What the address says of the view. */
export interface LogView {
  readonly previous: boolean;
  readonly range: LogRange;
  /** As typed; '' for none. */
  readonly filter: string;
  /** The time of the line that the link leads to; '' for none. */
  readonly line: string;
}

export const DEFAULT_VIEW: LogView = { previous: false, range: '500', filter: '', line: '' };

/** The page with this view. What is as usual is left out. */
export function logAddress({ context, namespace, pod, container }: ShellPlace, view: LogView): string {
  return address(['logs', namespace, pod], {
    container,
    previous: view.previous ? 'true' : undefined,
    range: view.range === DEFAULT_VIEW.range ? undefined : view.range,
    q: view.filter || undefined,
    line: view.line || undefined,
    context,
  });
}

/** Reads the query. What is not valid is as usual. */
export function readLogView(value: (name: string) => string | undefined): LogView {
  const range = RANGES.find((one) => one === value('range'));
  const line = parseTime(value('line') ?? '');
  return {
    previous: value('previous') === 'true',
    range: range ?? DEFAULT_VIEW.range,
    filter: value('q') ?? '',
    line: line === undefined ? '' : timeText(line),
  };
}

/** How much of the log comes before a line that a link leads to. Milliseconds. */
const BEFORE_LINE_MS = 60_000;

const SINCE: Partial<Record<LogRange, number>> = { '5m': 300, '1h': 3600, '1d': 86_400 };

/** What is asked for. A link to a line begins a minute before it, wherever that is in the log. */
export function wishOf({ previous, range, line }: LogView): LogWish {
  const follow = !previous;
  const time = parseTime(line);
  if (time !== undefined) {
    const second = Math.max(0, time.second - BEFORE_LINE_MS);
    return { follow, previous, sinceTime: timeText({ second, nanos: 0 }) };
  }
  const since = SINCE[range];
  if (since !== undefined) return { follow, previous, since };
  return range === 'all' ? { follow, previous } : { follow, previous, tail: Number(range) };
}
