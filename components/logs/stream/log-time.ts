/** The time before each line of a log that was asked for with timestamps. */

/** A point in time, exact to the nanosecond: a number alone would round it. */
export interface LogTime {
  /** Milliseconds since the epoch, whole seconds only. */
  readonly second: number;
  /** From 0 to 999,999,999. */
  readonly nanos: number;
}

const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) /;
const SECOND_LENGTH = 19;

/** Reads the times of lines that mostly share their second, as those of a flood do. */
export class LogTimes {
  #text = '';
  #zone = '';
  #second = Number.NaN;

  /**
   * The line's time, and where its text begins; undefined if there is none: a line of the cluster, not of the container.
   * RFC 3339 with any number of digits and any offset: nodes print their own.
   */
  read(line: string): { readonly time: LogTime; readonly textAt: number } | undefined {
    const found = STAMP.exec(line);
    if (found === null) return undefined;
    const [stamp, text = '', fraction = '', zone = ''] = found;
    if (text !== this.#text || zone !== this.#zone) {
      this.#second = Date.parse(line.slice(0, SECOND_LENGTH) + zone);
      this.#text = text;
      this.#zone = zone;
    }
    if (Number.isNaN(this.#second)) return undefined;
    const nanos = fraction === '' ? 0 : Number(fraction.padEnd(9, '0'));
    return { time: { second: this.#second, nanos }, textAt: stamp.length };
  }
}

/** Negative if `a` is before `b`. */
export function compareTimes(a: LogTime, b: LogTime): number {
  return a.second - b.second || a.nanos - b.nanos;
}

/** RFC 3339 in UTC, to the nanosecond. */
export function timeText({ second, nanos }: LogTime): string {
  return `${new Date(second).toISOString().slice(0, SECOND_LENGTH)}.${String(nanos).padStart(9, '0')}Z`;
}

/** Reads {@link timeText}; undefined for anything else. */
export function parseTime(text: string): LogTime | undefined {
  return new LogTimes().read(`${text} `)?.time;
}
