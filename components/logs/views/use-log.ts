'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { LogPlace } from '#components/addresses/log-place.ts';
import type { LogWish } from '#protocol/pod-log.ts';
import { LogModel, type LogSnapshot } from '../lines/log-model.ts';
import { type FollowStates, LogGroup, type LogSource } from '../stream/log-group.ts';
import { openLog } from '../stream/open-log.ts';
import { takeConnection } from './held-connections.ts';

export interface ReadLog {
  readonly model: LogModel;
  readonly snapshot: LogSnapshot;
  readonly states: FollowStates;
  /** Asks again at once, where something waits to. */
  readonly retry: () => void;
}

/** How long a page may be out of sight before it gives its connections back. */
const OUT_OF_SIGHT_MS = 10_000;

const NO_STATES: FollowStates = new Map();

/**
 * Reads these logs into one model, anew when another place or another part is asked for.
 * @param sources those of the place; they may come and go
 * @param isSeen false: what is read is not drawn until it is seen
 * @param onUnseen lines have come that would have been drawn
 */
export function useLog(
  place: LogPlace,
  sources: readonly LogSource[],
  wish: LogWish,
  isSeen: boolean,
  onUnseen: (() => void) | undefined,
): ReadLog {
  const [model] = useState(() => new LogModel({ after, now: () => performance.now() }));
  const [states, setStates] = useState(NO_STATES);
  const [round, setRound] = useState(0);
  const group = useRef<LogGroup>(undefined);
  // Two objects with the same fields ask for the same.
  const asked = JSON.stringify([place, wish, round]);
  useEffect(() => {
    const [{ context, namespace }, what] = JSON.parse(asked) as [LogPlace, LogWish];
    model.clear();
    setStates(NO_STATES);
    const own = new LogGroup({
      wish: what,
      open: (pod, part) => openLog({ context, namespace, pod }, part),
      onLines: (source, lines) => model.add(source, lines),
      onStates: setStates,
      takeConnection,
      after,
      now: () => performance.now(),
      breathe,
      random: Math.random,
    });
    group.current = own;
    const leaveSight = whileInSight(own);
    return () => {
      leaveSight();
      own.dispose();
    };
  }, [model, asked]);
  const from = JSON.stringify(sources);
  // After the effect above: a new group gets its first sources.
  useEffect(() => {
    void asked;
    group.current?.update(JSON.parse(from) as readonly LogSource[]);
  }, [asked, from]);
  const subscribe = useCallback(
    (onChange: () => void) => {
      if (isSeen) return model.subscribe(onChange);
      const { newest } = model.snapshot;
      return model.subscribe(() => {
        if (model.snapshot.lines.some(({ id }) => id > newest)) onUnseen?.();
      });
    },
    [model, isSeen, onUnseen],
  );
  const snapshot = useSyncExternalStore(
    subscribe,
    () => model.snapshot,
    () => model.snapshot,
  );
  const retry = () => {
    group.current?.retryNow();
    // One that has failed for good begins anew.
    if ([...states.values()].some(({ kind }) => kind === 'failed')) setRound(round + 1);
  };
  return { model, snapshot, states, retry };
}

function whileInSight(group: LogGroup): () => void {
  let cancel: () => void = () => {};
  const onChange = () => {
    cancel();
    if (document.visibilityState === 'visible') group.resume();
    else cancel = after(OUT_OF_SIGHT_MS, () => group.suspend());
  };
  document.addEventListener('visibilitychange', onChange);
  return () => {
    cancel();
    document.removeEventListener('visibilitychange', onChange);
  };
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
