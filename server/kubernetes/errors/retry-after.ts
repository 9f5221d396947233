/** A cluster that is busy asks to repeat a request later: 429, or a 5xx with `Retry-After` (RFC 9110, section 10.2.3). */

import { ApiStatusError } from './api-error.ts';

/** Of a 429 without the header; an API server sends `Retry-After: 1`. Also the shortest wait. */
const SHORTEST_MS = 1_000;

/**
 * Milliseconds after which a response asks to repeat the request; undefined if it does not ask. As in client-go
 * (`checkWait` in `rest/request.go`), a 5xx asks only with the header.
 * @param header the value of `Retry-After`: seconds, or a date
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(status: number, header: string | undefined, now: number): number | undefined {
  if (status !== 429 && status < 500) return undefined;
  const wait = parse(header?.trim() ?? '', now);
  if (wait === undefined) return status === 429 ? SHORTEST_MS : undefined;
  return Math.max(SHORTEST_MS, wait);
}

/** The wait that an error asks for, in milliseconds; undefined if it asks for none. */
export function retryAfterOf(error: unknown): number | undefined {
  return error instanceof ApiStatusError ? error.retryAfterMs : undefined;
}

function parse(header: string, now: number): number | undefined {
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : date - now;
}
