/** The address of the log viewer: what of the log is shown. */

import { type LogPlace, logsHref } from '#components/addresses/log-place.ts';
import type { LogWish } from '#protocol/pod-log.ts';
import { parseTime, timeText } from '../stream/log-time.ts';

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

/** The parameter of the lines' filter where `q` is the pods'. */
const LINES_FILTER = 'filter';

/** The page with this view. What is as usual is left out. */
export function logAddress(place: LogPlace, view: LogView): string {
  return logsHref(place, parametersOf(view, place.of.kind === 'pod' ? 'q' : LINES_FILTER));
}

/** Reads the query of the page of one pod, or of several. What is not valid is as usual. */
export function readLogView(
  value: (name: string) => string | undefined,
  of: LogPlace['of']['kind'] = 'pod',
): LogView {
  const range = RANGES.find((one) => one === value('range'));
  const line = parseTime(value('line') ?? '');
  return {
    previous: value('previous') === 'true',
    range: range ?? DEFAULT_VIEW.range,
    filter: value(of === 'pod' ? 'q' : LINES_FILTER) ?? '',
    line: line === undefined ? '' : timeText(line),
  };
}

/** A view as text, to keep it; '' for the usual one. */
export function encodeView(view: LogView): string {
  const parameters = Object.entries(parametersOf(view, 'q')).filter(([, value]) => value !== undefined);
  return String(new URLSearchParams(parameters as [string, string][]));
}

/** Reads {@link encodeView}. Never throws. */
export function decodeView(text: string): LogView {
  const parameters = new URLSearchParams(text);
  return readLogView((name) => parameters.get(name) ?? undefined);
}

function parametersOf(view: LogView, filter: string): Record<string, string | undefined> {
  return {
    previous: view.previous ? 'true' : undefined,
    range: view.range === DEFAULT_VIEW.range ? undefined : view.range,
    [filter]: view.filter || undefined,
    line: view.line || undefined,
  };
}

/** How much of the log comes before a line that a link leads to. Milliseconds. */
const BEFORE_LINE_MS = 60_000;

/** True if the log may have lines before those that were asked for. @param total how many have come */
export function mayHaveEarlier({ range, line }: LogView, total: number): boolean {
  if (line !== '' || SINCE[range] !== undefined) return true;
  return range !== 'all' && total >= Number(range);
}

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
