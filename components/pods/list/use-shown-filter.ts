'use client';

import { useDeferredValue, useLayoutEffect, useRef } from 'react';

/** What a key may cost before its rows are rendered after the letter. Milliseconds: two frames. */
export const LONGEST_MS = 32;

/**
 * The filter of the rows: what was typed, so that a letter and its rows are painted in one frame. Once the page took too
 * long for that, the field shows the letter at once, and the rows follow.
 * @param q the filter as typed
 * @param now a clock in milliseconds
 */
export function useShownFilter(q: string, now: () => number = clock): string {
  const isSlow = useRef(false);
  // Without a change, so that quick pages are not rendered a second time.
  const later = useDeferredValue(isSlow.current ? q : null);
  const shown = isSlow.current ? (later ?? q) : q;
  const began = now();
  const last = useRef(shown);
  useLayoutEffect(() => {
    if (last.current === shown) return;
    last.current = shown;
    isSlow.current = now() - began > LONGEST_MS;
  });
  return shown;
}

const clock = () => performance.now();
