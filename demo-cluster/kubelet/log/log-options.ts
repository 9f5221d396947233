/** Parses the query of a log request. */

export interface LogOptions {
  readonly container: string;
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  /** The last N lines; undefined: all. */
  readonly tailLines: number | undefined;
  /** Milliseconds since the epoch; older lines are skipped. */
  readonly sinceTime: number | undefined;
  readonly limitBytes: number | undefined;
}

/** `now` is in milliseconds since the epoch. A string is the error message for a bad query. */
export function parseLogOptions(query: URLSearchParams, now: number): LogOptions | string {
  const number = (name: string) => (query.get(name) ? Number(query.get(name)) : undefined);
  const since = query.get('sinceTime');
  const sinceSeconds = number('sinceSeconds');
  // The API server passes whole seconds on to the kubelet.
  const sinceTime = since ? Math.floor(Date.parse(since) / 1000) * 1000 : undefined;
  if (Number.isNaN(sinceTime)) {
    return `PodLogOptions is invalid: sinceTime: Invalid value: ${JSON.stringify(since)}`;
  }
  if (sinceTime !== undefined && sinceSeconds !== undefined) {
    return 'PodLogOptions is invalid: at most one of `sinceTime` or `sinceSeconds` may be specified';
  }
  return {
    container: query.get('container') ?? '',
    follow: isTrue(query.get('follow')),
    previous: isTrue(query.get('previous')),
    timestamps: isTrue(query.get('timestamps')),
    tailLines: number('tailLines'),
    sinceTime: sinceSeconds === undefined ? sinceTime : now - sinceSeconds * 1000,
    limitBytes: number('limitBytes'),
  };
}

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}
