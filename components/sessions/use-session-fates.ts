'use client';

import { useEffect, useState } from 'react';
import type { Answer } from '#components/failures/read-failure.ts';
import type { SessionList } from '#protocol/api.ts';
import { listSessions } from './session-feed.ts';

/** What became of a shell without a window; `unknown` while the server, or its replica, does not answer. */
export type SessionFate = 'running' | 'output-left' | 'gone' | 'unknown';

export type SessionFates = ReadonlyMap<string, SessionFate>;

/** Between two questions, while the page is in sight. Milliseconds. */
const ASK_MS = 5_000;

/** A server without an answer for this time does not answer: a frozen one does not refuse connections. Milliseconds. */
const ANSWER_MS = 3_000;

const NONE: SessionFates = new Map();

/**
 * What became of the user's shells that no window has, asked again and again for as long as there are any: programs
 * end, limits end shells, and with a server that was killed all of its shells have ended.
 * @returns without those of which nothing was heard yet
 */
export function useSessionFates(sessionIds: readonly string[]): SessionFates {
  const [fates, setFates] = useState(NONE);
  const asked = sessionIds.join('\n');
  useEffect(() => {
    if (asked === '') return;
    const ids = asked.split('\n');
    const ended = new AbortController();
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const answer = await listSessions(AbortSignal.any([ended.signal, AbortSignal.timeout(ANSWER_MS)]));
      if (!ended.signal.aborted) setFates(fatesOf(ids, answer));
    };
    void look();
    const timer = setInterval(look, ASK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      ended.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [asked]);
  return fates;
}

function fatesOf(ids: readonly string[], answer: Answer<SessionList>): SessionFates {
  if (answer.kind === 'failed') return new Map(ids.map((id) => [id, 'unknown']));
  const { items, incomplete = false } = answer.body;
  const known = new Map(items.map((session) => [session.sessionId, session]));
  return new Map(
    ids.map((id) => {
      const session = known.get(id);
      if (session === undefined) return [id, incomplete ? 'unknown' : 'gone'];
      if (session.state === 'ending') return [id, 'gone'];
      return [id, session.ended === true ? 'output-left' : 'running'];
    }),
  );
}
