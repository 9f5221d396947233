/** The start of a shell as a time of day, with its date unless that is today. In the browser's time zone. */

import type { Language } from '#components/language/language.ts';

/**
 * @param start RFC 3339; a text that is no time comes back as it is
 * @returns for instance, in English, `14:05`, `Nov 25, 14:05`
 */
export function formatStart(language: Language, start: string, today = new Date()): string {
  const time = new Date(start);
  if (Number.isNaN(time.getTime())) return start;
  const isToday = time.toDateString() === today.toDateString();
  // biome-ignore lint/style/noRestrictedGlobals: Its time zone is the browser's, so only that asks.
  return new Intl.DateTimeFormat(language, {
    ...(isToday ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(time);
}
