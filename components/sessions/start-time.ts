/** The start of a shell as a time of day, with its date unless that is today. In the browser's time zone. */

import { browserTime } from '#components/language/browser-time.ts';
import type { Language } from '#components/language/language.ts';

/**
 * @param start RFC 3339; a text that is no time comes back as it is
 * @returns for instance, in English, `14:05`, `Nov 25, 14:05`
 */
export function formatStart(language: Language, start: string, today = new Date()): string {
  const time = new Date(start);
  if (Number.isNaN(time.getTime())) return start;
  const isToday = time.toDateString() === today.toDateString();
  return browserTime(language, isToday ? 'today' : 'day', time);
}
