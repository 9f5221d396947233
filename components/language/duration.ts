/** Lengths of time in whole units: limits that a sentence names, as in "for up to 10 min". */

/** How each unit is written after its number, with the blank before it. */
export type DurationUnits = Readonly<Record<'second' | 'minute' | 'hour', string>>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * In the largest unit that says it exactly, but in seconds up to a minute.
 * @param seconds above zero; parts of a second are kept
 * @returns for instance, in English, `60 s`, `90 s`, `10 min`, `2 h`
 */
export function formatDuration(seconds: number, { second, minute, hour }: DurationUnits): string {
  if (seconds % HOUR === 0) return `${seconds / HOUR}${hour}`;
  if (seconds > MINUTE && seconds % MINUTE === 0) return `${seconds / MINUTE}${minute}`;
  return `${seconds}${second}`;
}
