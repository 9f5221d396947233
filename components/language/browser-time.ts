/** Dates with the names of months, in the browser's time zone: only for what the browser draws. For the server, see numbers.ts. */

import type { Language } from './language.ts';

/** To the minute or second, and with the day or without. */
const FORMATS = {
  long: { dateStyle: 'medium', timeStyle: 'short' },
  seconds: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  day: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  today: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** @param at milliseconds since the epoch, or a time */
export function browserTime(language: Language, format: keyof typeof FORMATS, at: number | Date): string {
  return new Intl.DateTimeFormat(language, FORMATS[format]).format(at);
}
