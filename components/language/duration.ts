/** Formats durations in whole units, for limits in sentences such as "for up to 10 min". */

/** The text of each unit after its number, including the space. */
export type DurationUnits = Readonly<Record<'second' | 'minute' | 'hour', string>>;

export const ENGLISH_UNITS: DurationUnits = { second: '\u00a0s', minute: '\u00a0min', hour: '\u00a0h' };
export const CHINESE_UNITS: DurationUnits = { second: ' 秒', minute: ' 分钟', hour: ' 小时' };

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Uses the largest unit without a remainder, but seconds up to a minute.
 * @param seconds above zero, may have a fraction
 * @returns for instance, in English, `60 s`, `90 s`, `10 min`, `2 h`
 */
export function formatDuration(seconds: number, { second, minute, hour }: DurationUnits): string {
  if (seconds % HOUR === 0) return `${seconds / HOUR}${hour}`;
  if (seconds > MINUTE && seconds % MINUTE === 0) return `${seconds / MINUTE}${minute}`;
  return `${seconds}${second}`;
}
