'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import type { LogWish } from '#protocol/pod-log.ts';
import { LogModel, type LogSnapshot } from '../lines/log-model.ts';
import { type FollowState, LogFollower } from '../stream/log-follower.ts';
import { openLog } from '../stream/open-log.ts';

/** A container whose log is read. */
export interface LogSource {
  readonly container: string;
  /** It has ended for good: its log is read once. */
  readonly isOver: boolean;
}

export interface ReadLog {
  readonly model: LogModel;
  readonly snapshot: LogSnapshot;
  /** By container. */
  readonly states: ReadonlyMap<string, FollowState>;
  /** Asks again at once, where something waits to. */
  readonly retry: () => void;
}

/** How long a page may be out of sight before it gives its connections back: browsers have six for a server. */
const OUT_OF_SIGHT_MS = 10_000;

/** Connections that one page holds, where the browser has few (HTTP/1.1). */
const FEW = 2;

const NO_STATES: ReadonlyMap<string, FollowState> = new Map();

/** Reads the logs of these containers into one model, anew when what is asked for changes. */
export function useLog(place: PodPlace, sources: readonly LogSource[], wish: LogWish): ReadLog {
  const [model] = useState(() => new LogModel({ after, now: () => performance.now() }));
  const [states, setStates] = useState(NO_STATES);
  const [round, setRound] = useState(0);
  const [retry, setRetry] = useState<() => void>(() => () => {});
  // Two objects with the same fields ask for the same.
  const asked = JSON.stringify([place, sources, wish, round]);
  useEffect(() => {
    const [where, from, what] = JSON.parse(asked) as [PodPlace, readonly LogSource[], LogWish];
    model.clear();
    setStates(NO_STATES);
    const most = hasFewConnections() ? FEW : Number.POSITIVE_INFINITY;
    let held = 0;
    const followers = from.map(({ container, isOver }) => {
      const follow = what.follow === true && !isOver;
      if (follow) held += 1;
      return new LogFollower({
        wish: { ...what, follow, container },
        polls: follow && held > most,
        open: (part) => openLog(where, part),
        onLines: (lines) => model.add(container, lines),
        onState: (state) => setStates((before) => new Map(before).set(container, state)),
        after,
        now: () => performance.now(),
        breathe,
        random: Math.random,
      });
    });
    for (const follower of followers) void follower.run();
    setRetry(() => () => {
      for (const follower of followers) follower.retryNow();
    });
    const leaveSight = whileInSight(followers);
    return () => {
      leaveSight();
      for (const follower of followers) follower.stop();
    };
  }, [model, asked]);
  const snapshot = useSyncExternalStore(
    (listener) => model.subscribe(listener),
    () => model.snapshot,
    () => model.snapshot,
  );
  const again = () => {
    retry();
    // One that has failed for good begins anew.
    if ([...states.values()].some(({ kind }) => kind === 'failed')) setRound(round + 1);
  };
  return { model, snapshot, states, retry: again };
}

function whileInSight(followers: readonly LogFollower[]): () => void {
  let cancel: () => void = () => {};
  const onChange = () => {
    cancel();
    if (document.visibilityState === 'visible') for (const follower of followers) follower.resume();
    else
      cancel = after(OUT_OF_SIGHT_MS, () => {
        for (const follower of followers) follower.suspend();
      });
  };
  document.addEventListener('visibilitychange', onChange);
  return () => {
    cancel();
    document.removeEventListener('visibilitychange', onChange);
  };
}

function hasFewConnections(): boolean {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return page === undefined || page.nextHopProtocol === 'http/1.1' || page.nextHopProtocol === '';
}

function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** Lets the browser draw and take input. A timer of 0 ms would be one of 4 ms. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
