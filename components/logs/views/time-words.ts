/** The time of a line, as the user wants it. */

import type { LogsMessages } from '../catalog.ts';
import { type LogTime, timeText } from '../stream/log-time.ts';
import type { TimeKind } from './log-settings.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param now milliseconds since the epoch @returns '' for none */
export function timeWords(time: LogTime, kind: TimeKind, now: number, messages: LogsMessages): string {
  switch (kind) {
    case 'off':
      return '';
    case 'utc':
      return timeText(time).slice(0, 'YYYY-MM-DDTHH:MM:SS.mmm'.length).replace('T', ' ').concat('Z');
    case 'local':
      return localText(time);
    case 'relative':
      return agoText(Math.max(0, Math.floor((now - time.second) / 1000)), messages);
  }
}

function localText({ second, nanos }: LogTime): string {
  const date = new Date(second);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${clock}.${String(Math.floor(nanos / 1_000_000)).padStart(3, '0')}`;
}

function agoText(seconds: number, { ago }: LogsMessages): string {
  if (seconds < MINUTE) return ago.seconds(seconds);
  if (seconds < HOUR) return ago.minutes(Math.floor(seconds / MINUTE));
  if (seconds < DAY) return ago.hours(Math.floor(seconds / HOUR));
  return ago.days(Math.floor(seconds / DAY));
}
