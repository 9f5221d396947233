'use client';

import { useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { type PodsPlace, podListEventsRoute } from '#components/addresses/api-routes.ts';
import { browserFeed, whileInSight } from './browser-feed.ts';
import { EMPTY_STREAM, type PodStreamState } from './pod-stream.ts';
import { PodSubscription } from './pod-subscription.ts';

/** The pods that the server rendered, and their place. Its identity must be stable. */
export interface InitialPods {
  readonly place: PodsPlace;
  readonly state: PodStreamState;
}

/** The pods of a place, live while mounted. A new place, or a newer `initial` for it, starts over. */
export function usePodSubscription(
  { context, namespaces }: PodsPlace,
  initial: InitialPods,
): { readonly state: PodStreamState; readonly retry: () => void } {
  const feed = useMemo(() => {
    const route = podListEventsRoute({ context, namespaces });
    const known = route === podListEventsRoute(initial.place);
    return new PodSubscription(route, known ? initial.state : EMPTY_STREAM, browserFeed);
  }, [context, namespaces, initial]);

  // A layout effect, because a busy browser paints late, and the server already has the list.
  useLayoutEffect(() => {
    const stopFollowing = whileInSight(
      () => feed.connect(),
      () => feed.disconnect(),
    );
    return () => {
      stopFollowing();
      feed.disconnect();
    };
  }, [feed]);

  const subscribe = useCallback((listener: () => void) => feed.subscribe(listener), [feed]);
  const read = () => feed.state;
  const state = useSyncExternalStore(subscribe, read, read);
  const retry = useCallback(() => feed.retry(), [feed]);
  return { state, retry };
}
