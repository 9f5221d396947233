'use client';

import { useEffect, useState } from 'react';

/** A connection that is back within this time was never said to be gone. Milliseconds. */
export const CALM_MS = 3000;

/** True once `now` has been true for `ms` milliseconds without a break. */
export function useLasting(now: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false);
  if (!now && lasts) setLasts(false);
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => setLasts(true), ms);
    return () => clearTimeout(timer);
  }, [now, ms]);
  return now && lasts;
}
