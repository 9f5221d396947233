/** A watch: changes of the objects at one path, after a version of them. */

import type { Clock } from '#server/ports.ts';
import type { ApiClient, Query } from '../client/api-client.ts';
import { ApiStatusError, UnreadableAnswerError } from '../errors/api-error.ts';
import { retryAfterMs } from '../errors/retry-after.ts';
import type { ClusterLimits } from '../limits.ts';
import type { ObjectMeta, StatusObject } from '../objects.ts';
import { readLines } from './read-lines.ts';
import { Silence } from './silence.ts';

export type ObjectEvent<T> =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: T }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string };

export interface WatchedPath {
  readonly path: string;
  /** Selectors. */
  readonly query: Query;
  readonly resourceVersion: string;
}

/** Ends with the server's own end of the watch. Throws as the client; an ERROR event as an ApiStatusError. */
export async function* watchObjects<T extends { metadata?: ObjectMeta }>(
  client: Pick<ApiClient, 'stream' | 'isAnswering'>,
  { path, query, resourceVersion }: WatchedPath,
  limits: ClusterLimits,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<ObjectEvent<T>, void, undefined> {
  const asked = {
    ...query,
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion,
    timeoutSeconds: Math.round(limits.watchMs / 1000),
  };
  const response = await client.stream(path, asked, signal);
  const silence = new Silence(response, client, limits, clock);
  try {
    for await (const line of readLines(response, limits.responseBytes))
      yield parseEvent<T>(line, clock.now());
  } catch (error) {
    // An idle watch is not an error: the next watch continues from the same version and misses nothing.
    if (!silence.isIdle) throw error;
  } finally {
    silence.end();
    response.destroy();
  }
}

/** @param now milliseconds since the epoch */
function parseEvent<T extends { metadata?: ObjectMeta }>(line: string, now: number): ObjectEvent<T> {
  const { type, object } = JSON.parse(line) as { type?: string; object?: T & StatusObject };
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type, object: object ?? ({} as T) };
    case 'BOOKMARK':
      return { type, resourceVersion: object?.metadata?.resourceVersion ?? '' };
    case 'ERROR':
      throw errorOf((object ?? {}) as StatusObject, now);
    default:
      throw new UnreadableAnswerError(`The watch sent an event of type ${type}`);
  }
}

function errorOf(status: StatusObject, now: number): ApiStatusError {
  const { code = 0, details } = status;
  const seconds = details?.retryAfterSeconds;
  const wait = retryAfterMs(code, seconds === undefined ? undefined : String(seconds), now);
  return ApiStatusError.fromStatus(status, code, wait);
}
