'use client';

import { useEffect } from 'react';
import type { Pod } from '#protocol/api.ts';
import { prepareSearch } from './pod-filter.ts';

/** Work per frame in browsers without requestIdleCallback. Milliseconds. */
const SPARE_MS = 5;

/** Prepares the pods' search texts while the page is idle. */
export function useWarmSearch(pods: readonly Pod[]): void {
  useEffect(() => {
    let prepared = 0;
    let cancel = () => {};
    const go = (hasTime: () => boolean) => {
      prepared = prepareSearch(pods, prepared, () => !hasTime());
      if (prepared < pods.length) cancel = whenIdle(go);
    };
    cancel = whenIdle(go);
    return () => cancel();
  }, [pods]);
}

/** Calls back once; the returned function cancels. Not every browser has requestIdleCallback. */
function whenIdle(callback: (hasTime: () => boolean) => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback((deadline) => callback(() => deadline.timeRemaining() > 1));
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(() => {
    const until = performance.now() + SPARE_MS;
    callback(() => performance.now() < until);
  });
  return () => clearTimeout(timer);
}
