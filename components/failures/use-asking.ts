'use client';

import { useCallback, useEffect, useRef } from 'react';
import { onSignedIn } from './sign-in-next.ts';

/**
 * Asks at once, and again after each sign-in. A question ends with the next one, and with the page.
 * @param ask its signal aborts when the answer does not count any more
 * @param first what is asked for at once, and after a sign-in
 * @returns asks anew
 */
export function useAsking<Wish = void>(
  ask: (signal: AbortSignal, wish: Wish) => void,
  first: Wish,
): (wish: Wish) => void {
  const asking = useRef<AbortController>(null);
  const askAnew = useCallback(
    (wish: Wish) => {
      asking.current?.abort();
      asking.current = new AbortController();
      ask(asking.current.signal, wish);
    },
    [ask],
  );
  useEffect(() => {
    const begin = () => askAnew(first);
    begin();
    const stopWaiting = onSignedIn(begin);
    return () => {
      stopWaiting();
      asking.current?.abort();
    };
  }, [askAnew, first]);
  return askAnew;
}
