'use client';

import { useCallback, useRef, useState } from 'react';
import { ask, type Failure } from './read-failure.ts';

/**
 * What a route of ours answers, beginning with what the page already knows. The old answer stays until the new one is
 * there, and the state does not change if both are equal.
 * @param route its JSON answer is a `Body`; another route starts over with `initial`
 */
export function useNewest<Body>(
  initial: Body,
  route: string,
): { readonly newest: Body; readonly failure: Failure | undefined; readonly refresh: () => Promise<void> } {
  const [fresh, setFresh] = useState<{ readonly route: string; readonly body: Body }>();
  const [failure, setFailure] = useState<Failure>();
  const asked = useRef(0);
  const newest = fresh !== undefined && fresh.route === route ? fresh.body : initial;
  const known = JSON.stringify(newest);

  const refresh = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const answer = await ask(
      () => fetch(route, { cache: 'no-store' }),
      (response) => response.json() as Promise<Body>,
    );
    if (turn !== asked.current) return;
    setFailure(answer.kind === 'failed' ? answer.failure : undefined);
    if (answer.kind === 'answered' && JSON.stringify(answer.body) !== known)
      setFresh({ route, body: answer.body });
  }, [route, known]);

  return { newest, failure, refresh };
}
