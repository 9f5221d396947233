'use client';

import { useEffect, useState } from 'react';
import { podEventsRoute, podRoute } from '#components/addresses/api-routes.ts';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { ask } from '#components/failures/read-failure.ts';
import type { PodDetail } from '#protocol/api.ts';
import { browserFeed, whileInSight } from '../feed/browser-feed.ts';
import { EMPTY_STREAM } from '../feed/pod-stream.ts';
import { PodSubscription } from '../feed/pod-subscription.ts';
import { PodPoller } from './pod-poller.ts';
import { afterAnswer, type PodWatchState } from './pod-watch.ts';

/**
 * One pod, kept up to date while the page is visible: its event stream tells when to fetch it again. Starts over with
 * a new `initial`.
 */
export function usePodWatch(place: PodPlace, initial: PodDetail): PodWatchState {
  const [started, setStarted] = useState(initial);
  const [state, setState] = useState<PodWatchState>({ kind: 'fresh', detail: initial });
  if (started !== initial) {
    setStarted(initial);
    setState({ kind: 'fresh', detail: initial });
  }

  const route = podRoute(place);
  const eventsRoute = podEventsRoute(place);
  useEffect(() => {
    const feed = new PodSubscription(eventsRoute, EMPTY_STREAM, browserFeed);
    const poller = new PodPoller({
      ask: (signal) =>
        ask(
          () => fetch(route, { cache: 'no-store', signal }),
          (response) => response.json() as Promise<PodDetail>,
        ),
      onAnswer: (answer) => setState((before) => afterAnswer(before, answer, Date.now())),
      after: browserFeed.after,
    });
    const leaveFeed = feed.subscribe(() => poller.onFeedChange(feed.state.link.kind === 'live'));
    const leaveSight = whileInSight(
      () => {
        feed.connect();
        poller.start();
      },
      () => {
        feed.disconnect();
        poller.stop();
      },
    );
    return () => {
      leaveSight();
      leaveFeed();
      feed.disconnect();
      poller.stop();
    };
  }, [route, eventsRoute]);

  return state;
}
