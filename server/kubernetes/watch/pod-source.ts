/** The source of a pod feed: a list and a watch of one scope, as one identity. */

import type { Clock } from '#server/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import type { FirstPage } from '../client/list-pages.ts';
import { podsPath } from '../client/paths.ts';
import { ApiStatusError, UnreadableAnswerError } from '../errors/api-error.ts';
import { retryAfterMs } from '../errors/retry-after.ts';
import type { ClusterLimits } from '../limits.ts';
import type { PodObject, StatusObject } from '../objects.ts';
import { type ListedPods, listPods, type PodEntry, type PodScope, scopeQuery } from '../pods/list-pods.ts';
import { readLines } from './read-lines.ts';
import { Silence } from './silence.ts';

export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: PodObject }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string };

/** What a feed needs. All methods throw as the client, and stop when `signal` aborts. */
export interface PodSource {
  list(signal: AbortSignal, onFirstPage?: (page: FirstPage<PodEntry>) => void): Promise<ListedPods>;
  /** Lists a single pod, with a short timeout, to check the permission to list. */
  probe(namespace: string | undefined, signal: AbortSignal): Promise<void>;
  /** Changes after `resourceVersion`, until the server ends the watch. Throws an ERROR event as an ApiStatusError. */
  watch(
    namespace: string | undefined,
    resourceVersion: string,
    signal: AbortSignal,
  ): AsyncIterable<WatchEvent>;
}

/** Short, because a page waits for the probe and does not need its result. */
const PROBE_MS = 1_000;

/** The pods of a cluster that one identity may see. */
export class ClusterPodSource implements PodSource {
  readonly #identity: ClusterIdentity;
  readonly #scope: PodScope;
  readonly #limits: ClusterLimits;
  readonly #clock: Clock;

  constructor(identity: ClusterIdentity, scope: PodScope, limits: ClusterLimits, clock: Clock) {
    this.#identity = identity;
    this.#scope = scope;
    this.#limits = limits;
    this.#clock = clock;
  }

  list(signal: AbortSignal, onFirstPage?: (page: FirstPage<PodEntry>) => void): Promise<ListedPods> {
    return listPods(this.#identity, this.#scope, this.#limits, { signal, onFirstPage });
  }

  async probe(namespace: string | undefined, signal: AbortSignal): Promise<void> {
    const query = { ...scopeQuery(this.#scope), limit: 1 };
    await this.#identity.client.getText(podsPath(namespace), { query, signal, timeoutMs: PROBE_MS });
  }

  async *watch(
    namespace: string | undefined,
    resourceVersion: string,
    signal: AbortSignal,
  ): AsyncGenerator<WatchEvent, void, undefined> {
    const query = {
      ...scopeQuery(this.#scope),
      watch: true,
      allowWatchBookmarks: true,
      resourceVersion,
      timeoutSeconds: Math.round(this.#limits.watchMs / 1000),
    };
    const response = await this.#identity.client.stream(podsPath(namespace), query, signal);
    const silence = new Silence(response, this.#identity.client, this.#limits, this.#clock);
    try {
      for await (const line of readLines(response, this.#limits.responseBytes))
        yield parseEvent(line, this.#clock.now());
    } catch (error) {
      // An idle watch is not an error: the next watch continues from the same version and misses nothing.
      if (!silence.isIdle) throw error;
    } finally {
      silence.end();
      response.destroy();
    }
  }
}

/** @param now milliseconds since the epoch */
function parseEvent(line: string, now: number): WatchEvent {
  const { type, object } = JSON.parse(line) as { type?: string; object?: PodObject & StatusObject };
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type, object: object ?? {} };
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
