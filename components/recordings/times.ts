/** Moments and lengths of recordings as text. */

import { browserTime } from '#components/language/browser-time.ts';
import type { Language } from '#components/language/language.ts';

const SECOND = 1_000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** As players show it: `0:07`, `12:34`, `1:02:03`. @param ms milliseconds */
export function playTime(ms: number): string {
  const all = Math.floor(Math.max(0, ms) / SECOND);
  const hours = Math.floor(all / HOUR);
  const minutes = Math.floor((all % HOUR) / MINUTE);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = `${hours > 0 ? two(minutes) : minutes}:${two(all % MINUTE)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Date and time to the second, in the browser's time zone. @param ms milliseconds since the epoch */
export function localTime(language: Language, ms: number): string {
  return browserTime(language, 'seconds', ms);
}

/** A date of a filter, such as `2026-11-28`: the day of the browser's time zone, as a time for the server. */
export function dayAsTime(day: string, end: 'start' | 'end'): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day === '' ? undefined : day;
  const start = new Date(`${day}T00:00:00`);
  if (Number.isNaN(start.getTime())) return undefined;
  // By the calendar: a day may have 23 hours.
  if (end === 'end') start.setDate(start.getDate() + 1);
  return start.toISOString();
}

/** The moment that a link names: seconds since the start, `90` or `90.5`. @returns milliseconds; 0 for another text */
export function linkedMoment(text: string | null | undefined): number {
  const seconds = Number(text ?? '');
  return text !== '' && Number.isFinite(seconds) && seconds > 0 ? seconds * SECOND : 0;
}

/** For a link: seconds with one digit, which is as close as anybody sees. */
export function momentForLink(ms: number): number {
  return Math.floor(ms / 100) / 10;
}
