/** The source of a pod feed: a list and a watch of one scope, as one identity. */

import type { Clock } from '#server/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import type { FirstPage } from '../client/list-pages.ts';
import { podsPath } from '../client/paths.ts';
import type { ClusterLimits } from '../limits.ts';
import type { PodObject } from '../objects.ts';
import { type ListedPods, listPods, type PodEntry, type PodScope, scopeQuery } from '../pods/list-pods.ts';
import { type ObjectEvent, watchObjects } from './watch-objects.ts';

export type WatchEvent = ObjectEvent<PodObject>;

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
    await this.#identity.client.getAnswer(podsPath(namespace), { query, signal, timeoutMs: PROBE_MS });
  }

  watch(
    namespace: string | undefined,
    resourceVersion: string,
    signal: AbortSignal,
  ): AsyncIterable<WatchEvent> {
    const watched = { path: podsPath(namespace), query: scopeQuery(this.#scope), resourceVersion };
    return watchObjects<PodObject>(this.#identity.client, watched, this.#limits, this.#clock, signal);
  }
}
