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
  /** Shells that the user has ended here. It may take seconds: their programs get a moment to end by themselves. */
  readonly ending: ReadonlySet<string>;
  /** Ends shells and asks again. One that could not be ended is as it was. */
  readonly end: (sessionIds: readonly string[]) => void;
}

/** The user's running shells: asked for at once, and when the user comes back to the page. */
export function useSessions(): Sessions {
  const [state, setState] = useState<SessionsState>({ kind: 'loading' });
  const [ending, setEnding] = useState<ReadonlySet<string>>(new Set());

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
      setEnding((before) => new Set([...before, ...sessionIds]));
      const end = async (sessionId: string) => ((await endRunning(sessionId)) ? [] : [sessionId]);
      void Promise.all(sessionIds.map(end)).then((left) => {
        const failed = new Set(left.flat());
        setEnding((before) => new Set([...before].filter((id) => !failed.has(id))));
        refresh();
      });
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
  return { state, refresh, ending, end };
}
