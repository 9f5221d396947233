/** Ages as kubectl prints them: two units at most, fewer the older. Source: `HumanDuration` of k8s.io/apimachinery. */

/** The text of each unit after its number, and the separator between two of them. */
export type AgeUnits = Readonly<Record<'second' | 'minute' | 'hour' | 'day' | 'year' | 'between', string>>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * @param ms milliseconds; a negative value, because two clocks differ, counts as zero
 * @returns for instance, in English, `45s`, `5m30s`, `3h12m`, `2d4h`, `41d`, `2y30d`
 */
export function formatAge(ms: number, units: AgeUnits): string {
  const { second: s, minute: m, hour: h, day: d, year: y, between } = units;
  const age = Math.max(0, ms);
  const two = (large: number, largeUnit: string, small: number, smallUnit: string) => {
    const rest = Math.floor((age % large) / small);
    const first = `${Math.floor(age / large)}${largeUnit}`;
    return rest === 0 ? first : `${first}${between}${rest}${smallUnit}`;
  };
  if (age < 2 * MINUTE) return `${Math.floor(age / SECOND)}${s}`;
  if (age < 10 * MINUTE) return two(MINUTE, m, SECOND, s);
  if (age < 3 * HOUR) return `${Math.floor(age / MINUTE)}${m}`;
  if (age < 8 * HOUR) return two(HOUR, h, MINUTE, m);
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)}${h}`;
  if (age < 8 * DAY) return two(DAY, d, HOUR, h);
  if (age < 2 * YEAR) return `${Math.floor(age / DAY)}${d}`;
  if (age < 8 * YEAR) return two(YEAR, y, DAY, d);
  return `${Math.floor(age / YEAR)}${y}`;
}
