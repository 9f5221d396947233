/** What the query of a log request asks for. */

export interface LogOptions {
  /** Undefined: the pod's only container. */
  readonly container: string | undefined;
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  /** Lines from the end; undefined: all. */
  readonly tailLines: number | undefined;
  /** Milliseconds since the epoch; older lines are left out. */
  readonly sinceTime: number | undefined;
  readonly limitBytes: number | undefined;
}

/** A string says what is wrong with the query. */
export function parseLogOptions(query: URLSearchParams, now: number): LogOptions | string {
  const numbers: Record<'tailLines' | 'sinceSeconds' | 'limitBytes', number | undefined> = {
    tailLines: undefined,
    sinceSeconds: undefined,
    limitBytes: undefined,
  };
  for (const [name, least] of [
    ['tailLines', 0],
    ['sinceSeconds', 1],
    ['limitBytes', 1],
  ] as const) {
    const text = query.get(name);
    if (text === null || text === '') continue;
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) {
      return `PodLogOptions is invalid: ${name}: Invalid value: ${JSON.stringify(text)}: must be greater than or equal to ${least}`;
    }
    numbers[name] = value;
  }
  const since = query.get('sinceTime');
  const sinceTime = since ? Date.parse(since) : undefined;
  if (Number.isNaN(sinceTime))
    return `PodLogOptions is invalid: sinceTime: Invalid value: ${JSON.stringify(since)}`;
  if (sinceTime !== undefined && numbers.sinceSeconds !== undefined) {
    return 'PodLogOptions is invalid: at most one of `sinceTime` or `sinceSeconds` may be specified';
  }
  return {
    container: query.get('container') || undefined,
    follow: isTrue(query.get('follow')),
    previous: isTrue(query.get('previous')),
    timestamps: isTrue(query.get('timestamps')),
    tailLines: numbers.tailLines,
    sinceTime: numbers.sinceSeconds === undefined ? sinceTime : now - numbers.sinceSeconds * 1000,
    limitBytes: numbers.limitBytes,
  };
}

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}
