'use client';

import { useEffect, useState } from 'react';
import type { PodDetail } from '#protocol/api.ts';
import { readProblem } from '../browser-feed.ts';
import { type PodPlace, podRoute } from '../pod-links.ts';
import { messages } from './messages.ts';
import { afterAnswer, type PodAnswer, type PodWatchState } from './pod-watch.ts';

/** Asks again this long after each answer, while the page is in sight. */
const REFRESH_MS = 3000;

/** One pod, asked for again and again while the page is in sight. Starts over with a new `initial`. */
export function usePodWatch(place: PodPlace, initial: PodDetail): PodWatchState {
  const [started, setStarted] = useState(initial);
  const [state, setState] = useState<PodWatchState>({ kind: 'fresh', detail: initial });
  if (started !== initial) {
    setStarted(initial);
    setState({ kind: 'fresh', detail: initial });
  }

  const route = podRoute(place);
  useEffect(() => {
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await askPod(route, ended.signal);
      if (ended.signal.aborted) return;
      setState((before) => afterAnswer(before, answer, Date.now(), messages.serverGone));
      schedule();
    };
    const schedule = () => {
      clearTimeout(timer);
      timer = document.visibilityState === 'visible' ? setTimeout(ask, REFRESH_MS) : undefined;
    };
    document.addEventListener('visibilitychange', schedule);
    schedule();
    return () => {
      ended.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', schedule);
    };
  }, [route]);

  return state;
}

async function askPod(route: string, signal: AbortSignal): Promise<PodAnswer> {
  try {
    const response = await fetch(route, { cache: 'no-store', signal });
    if (!response.ok) return { kind: 'problem', ...(await readProblem(response)) };
    return { kind: 'pod', detail: (await response.json()) as PodDetail };
  } catch {
    return { kind: 'silence' };
  }
}
