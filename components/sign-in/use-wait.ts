'use client';

import { useEffect, useState } from 'react';

/**
 * Counts down in whole seconds.
 * @returns the seconds that are left, and the function that starts with a number of seconds
 */
export function useWait(): readonly [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}
