'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '#components/failures/read-failure.ts';
import { onSignedIn } from '#components/failures/sign-in-next.ts';
import { endRunning, loadRunning, type RunningShells } from './session-feed.ts';

export type SessionsState =
  | { readonly kind: 'loading' }
  | (RunningShells & { readonly kind: 'listed' })
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Sessions {
  readonly state: SessionsState;
  /** Asks again. */
  readonly refresh: () => void;
  /** Ends shells and asks again. */
  readonly end: (sessionIds: readonly string[]) => void;
}

/** The user's running shells: asked for at once, and when the user comes back to the page. */
export function useSessions(): Sessions {
  const [state, setState] = useState<SessionsState>({ kind: 'loading' });
  const asking = useRef<AbortController>(null);

  const refresh = useCallback(() => {
    asking.current?.abort();
    const ended = new AbortController();
    asking.current = ended;
    void loadRunning(ended.signal).then((answer) => {
      if (ended.signal.aborted) return;
      setState(
        answer.kind === 'answered'
          ? { kind: 'listed', ...answer.body }
          : { kind: 'failed', failure: answer.failure },
      );
    });
  }, []);
  const end = useCallback(
    (sessionIds: readonly string[]) => {
      void Promise.all(sessionIds.map((sessionId) => endRunning(sessionId))).then(refresh);
    },
    [refresh],
  );

  useEffect(() => {
    refresh();
    const onReturn = () => document.visibilityState === 'visible' && refresh();
    document.addEventListener('visibilitychange', onReturn);
    // A window beside another one stays visible while the user is there.
    window.addEventListener('focus', onReturn);
    const stopWaiting = onSignedIn(refresh);
    return () => {
      stopWaiting();
      window.removeEventListener('focus', onReturn);
      document.removeEventListener('visibilitychange', onReturn);
      asking.current?.abort();
    };
  }, [refresh]);
  return { state, refresh, end };
}
