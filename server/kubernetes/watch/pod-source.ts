/** Where a feed of pods comes from: one list and one watch of one identity and place. */

import type { Clock } from '#server/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import type { FirstPage } from '../client/list-pages.ts';
import { podsPath } from '../client/paths.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import type { ClusterLimits } from '../limits.ts';
import type { PodObject, StatusObject } from '../objects.ts';
import { type ListedPods, listPods, type PodEntry, type PodScope, scopeQuery } from '../pods/list-pods.ts';
import { readLines } from './read-lines.ts';

export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: PodObject }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string };

/** What a feed needs; both throw what the client throws, and stop when `signal` is aborted. */
export interface PodSource {
  list(signal: AbortSignal, onFirstPage?: (page: FirstPage<PodEntry>) => void): Promise<ListedPods>;
  /** Asks for one pod, as a list would: throws what that throws, and waits for no more than a moment. */
  probe(namespace: string | undefined, signal: AbortSignal): Promise<void>;
  /** Changes after `resourceVersion`; ends when the server ends it. An ERROR event is thrown as its status. */
  watch(
    namespace: string | undefined,
    resourceVersion: string,
    signal: AbortSignal,
  ): AsyncIterable<WatchEvent>;
}

/** A page waits for it, and can do without. */
const PROBE_MS = 1_000;

/** The pods of a cluster as one identity sees them. */
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
    let idle = false;
    const onIdle = (): void => {
      idle = true;
      response.destroy();
    };
    let cancel = this.#clock.after(this.#limits.watchIdleMs, onIdle);
    response.on('data', () => {
      cancel();
      cancel = this.#clock.after(this.#limits.watchIdleMs, onIdle);
    });
    try {
      for await (const line of readLines(response, this.#limits.responseBytes)) yield parseEvent(line);
    } catch (error) {
      // A silent watch is only opened anew: what it would have said comes after the same version again.
      if (!idle) throw error;
    } finally {
      cancel();
      response.destroy();
    }
  }
}

function parseEvent(line: string): WatchEvent {
  const { type, object } = JSON.parse(line) as { type?: string; object?: PodObject & StatusObject };
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type, object: object ?? {} };
    case 'BOOKMARK':
      return { type, resourceVersion: object?.metadata?.resourceVersion ?? '' };
    case 'ERROR':
      throw ApiStatusError.fromStatus((object ?? {}) as StatusObject);
    default:
      throw new Error('The watch sent an event of an unknown type');
  }
}
