'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '#components/failures/read-failure.ts';
import { useAsking } from '#components/failures/use-asking.ts';
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

  const ask = useCallback((signal: AbortSignal) => {
    void loadRunning(signal).then((answer) => {
      if (signal.aborted) return;
      setState(
        answer.kind === 'answered'
          ? { kind: 'listed', ...answer.body }
          : { kind: 'failed', failure: answer.failure },
      );
    });
  }, []);
  const refresh = useAsking<void>(ask, undefined);
  const end = useCallback(
    (sessionIds: readonly string[]) => {
      void Promise.all(sessionIds.map((sessionId) => endRunning(sessionId))).then(() => refresh());
    },
    [refresh],
  );

  useEffect(() => {
    const onReturn = () => document.visibilityState === 'visible' && refresh();
    document.addEventListener('visibilitychange', onReturn);
    // A window beside another one stays visible while the user is there.
    window.addEventListener('focus', onReturn);
    return () => {
      window.removeEventListener('focus', onReturn);
      document.removeEventListener('visibilitychange', onReturn);
    };
  }, [refresh]);
  return { state, refresh, end };
}
