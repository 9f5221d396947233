/** What `GET /api/pods/{namespace}/{pod}/log` is asked for: its query, read and written by both ends. */

import { PodshellError } from './problem.ts';

/** What is read of a container's log. Undefined fields are left to the cluster. */
export interface LogWish {
  /** Undefined: as kubectl chooses (annotation `kubectl.kubernetes.io/default-container`, else the first). */
  readonly container?: string | undefined;
  /** Goes on with new lines until the container ends. */
  readonly follow?: boolean | undefined;
  /** The log of the container's run before its last restart. */
  readonly previous?: boolean | undefined;
  /** Each line starts with its time, RFC 3339 with nanoseconds, and a space. */
  readonly timestamps?: boolean | undefined;
  /** Only the last lines, so many. */
  readonly tail?: number | undefined;
  /** Only lines that are at most so many seconds old. */
  readonly since?: number | undefined;
  /** Only lines from this time on, RFC 3339. The cluster looks at whole seconds. Not with `since`. */
  readonly sinceTime?: string | undefined;
  /** An empty line every {@link LOG_BEAT_MS}, as a sign of life. Only with `timestamps`, where no other line is empty. */
  readonly beats?: boolean | undefined;
}

/** Milliseconds between two signs of life of a followed log. */
export const LOG_BEAT_MS = 5_000;

/** Most lines, and most seconds, that can be asked for: what the API server's 64-bit numbers hold exactly here too. */
const MAX_COUNT = Number.MAX_SAFE_INTEGER;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const DURATION = /^(\d{1,16})([smhd]?)$/;

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads a query. An empty parameter counts as absent.
 * @throws PodshellError `bad-request` names the first parameter that is not valid
 */
export function parseLogWish(parameters: { get(name: string): string | null }): LogWish {
  const value = (name: string): string | undefined => parameters.get(name) || undefined;
  const wish = {
    container: value('container'),
    follow: flag('follow', value('follow')),
    previous: flag('previous', value('previous')),
    timestamps: flag('timestamps', value('timestamps')),
    tail: count('tail', value('tail')),
    since: seconds(value('since')),
    sinceTime: time(value('sinceTime')),
    beats: flag('beats', value('beats')),
  };
  if (wish.since !== undefined && wish.sinceTime !== undefined) {
    throw bad('Choose one of since and sinceTime, not both.');
  }
  if (wish.beats === true && wish.timestamps !== true) throw bad('beats=true needs timestamps=true.');
  return Object.fromEntries(Object.entries(wish).filter(([, field]) => field !== undefined));
}

/** The query that {@link parseLogWish} reads, as names and values. */
export function logParameters(wish: LogWish): Record<string, string> {
  const fields = Object.entries(wish).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, String(field)]));
}

function flag(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw bad(`${name} must be true or false.`);
  return value === 'true';
}

function count(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number <= MAX_COUNT)) throw bad(`${name} must be a whole number of lines, 0 or more.`);
  return number;
}

function seconds(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, digits, unit = ''] = DURATION.exec(value) ?? [];
  const number = digits === undefined ? Number.NaN : Number(digits) * (SECONDS[unit] ?? 1);
  if (!(number > 0 && number <= MAX_COUNT)) {
    throw bad('since must be a time above 0: seconds, or a number with s, m, h or d, such as 5m.');
  }
  return number;
}

function time(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!RFC_3339.test(value) || Number.isNaN(Date.parse(value))) {
    throw bad('sinceTime must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z.');
  }
  return value;
}

function bad(detail: string): PodshellError {
  return new PodshellError('bad-request', detail);
}
