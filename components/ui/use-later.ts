import { useEffect } from 'react';
import { whenIdle } from './when-idle.ts';

/** The first seconds belong to the page's own code and data. Milliseconds. */
const LATER_MS = 2000;

/**
 * Calls back once, some time after the page is ready and when it is idle.
 * @param ready false: more important code and data are still on their way
 * @param callback must be stable across renders
 */
export function useLater(ready: boolean, callback: () => void): void {
  useEffect(() => {
    if (!ready) return;
    let cancel = () => {};
    const timer = setTimeout(() => {
      cancel = whenIdle(callback);
    }, LATER_MS);
    return () => {
      clearTimeout(timer);
      cancel();
    };
  }, [ready, callback]);
}
