import type { PodStreamEvent } from '#protocol/api.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import type { Explanation } from '../errors/explain.ts';
import type { ClusterLimits } from '../limits.ts';
import type { PodScope } from '../pods/list-pods.ts';
import type { ClusterObserver } from '../ports.ts';
import type { FeedSnapshot } from './feed-snapshots.ts';
import { PodFeed } from './pod-feed.ts';
import { ClusterPodSource } from './pod-source.ts';

export interface FeedPoolOptions {
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Like `Math.random`. */
  readonly random: () => number;
  /** Default: nobody. */
  readonly observer?: ClusterObserver | undefined;
}

/**
 * Shares one feed for each identity and scope. A feed is removed when its last reader leaves, and ends with the sign-in
 * that it belongs to: another sign-in of the same user gets its own.
 */
export class FeedPool {
  readonly #options: FeedPoolOptions;
  readonly #feeds = new Map<string, PodFeed>();

  constructor(options: FeedPoolOptions) {
    this.#options = options;
  }

  subscribe(
    identity: ClusterIdentity,
    scope: PodScope,
    signal: AbortSignal,
  ): AsyncIterableIterator<PodStreamEvent> {
    return this.#feed(identity, scope).subscribe(signal);
  }

  /** The pods for a page that will subscribe next. Throws as {@link PodFeed.snapshot}. */
  snapshot(identity: ClusterIdentity, scope: PodScope, how: 'soon' | 'all'): Promise<FeedSnapshot> {
    return this.#feed(identity, scope).snapshot(how);
  }

  dispose(): void {
    for (const feed of [...this.#feeds.values()]) feed.dispose();
  }

  #feed(identity: ClusterIdentity, scope: PodScope): PodFeed {
    const key = JSON.stringify([identity.key, scope.namespace ?? null, scope.pod ?? null]);
    return this.#feeds.get(key) ?? this.#open(key, identity, scope);
  }

  #open(key: string, identity: ClusterIdentity, scope: PodScope): PodFeed {
    const { retired, ended } = identity;
    const { limits, clock } = this.#options;
    const onRetired = (): void => feed.dispose(contextChanged(identity.context));
    const onSignInEnded = (): void => feed.dispose(SIGN_IN_ENDED);
    const feed = new PodFeed({
      ...this.#options,
      source: new ClusterPodSource(identity, scope, limits, clock),
      subject: { context: identity.context, impersonated: identity.impersonated, ...scope },
      onEnd: () => {
        retired.removeEventListener('abort', onRetired);
        ended?.removeEventListener('abort', onSignInEnded);
        if (this.#feeds.get(key) === feed) this.#feeds.delete(key);
      },
    });
    this.#feeds.set(key, feed);
    retired.addEventListener('abort', onRetired);
    ended?.addEventListener('abort', onSignInEnded);
    if (ended?.aborted === true) onSignInEnded();
    return feed;
  }
}

const SIGN_IN_ENDED: Explanation = {
  code: 'unauthenticated',
  detail: 'Your sign-in has ended. Sign in again.',
};

/** For pages that wait for their first pods. The others ask again when their stream ends. */
function contextChanged(context: string): Explanation {
  return {
    code: 'cluster-unreachable',
    detail: `Context "${context}" has just changed in the kubeconfig. Try again.`,
  };
}
