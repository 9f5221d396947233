'use client';

import { useCallback, useState } from 'react';
import type { RecordingsFilter } from '#components/addresses/recordings.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { useAsking } from '#components/failures/use-asking.ts';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { loadRecordings } from './recordings-feed.ts';

export interface RecordingsState {
  readonly kind: 'loading' | 'listed' | 'failed';
  readonly items: readonly RecordingMeta[];
  /** Undefined: these are all. */
  readonly cursor: string | undefined;
  /** Why the newest request failed. */
  readonly failure: Failure | undefined;
}

export interface Recordings {
  readonly state: RecordingsState;
  /** Asks again, from the newest one on. */
  readonly refresh: () => void;
  readonly more: () => void;
}

/** Pages without a match that are passed over before the user is asked. */
const MOST_EMPTY_PAGES = 8;

const START: RecordingsState = { kind: 'loading', items: [], cursor: undefined, failure: undefined };

/** The recordings that pass the filter, newest first. */
export function useRecordings(filter: RecordingsFilter): Recordings {
  const [state, setState] = useState(START);
  // Two objects with the same fields ask for the same.
  const asked = JSON.stringify(filter);

  const load = useCallback(
    async (signal: AbortSignal, before: RecordingsState) => {
      let { items, cursor } = before;
      setState({ ...before, kind: 'loading', failure: undefined });
      for (let page = 0; page < MOST_EMPTY_PAGES; page += 1) {
        const answer = await loadRecordings(JSON.parse(asked) as RecordingsFilter, cursor, signal);
        if (signal.aborted) return;
        if (answer.kind === 'failed') {
          setState({ kind: 'failed', items, cursor, failure: answer.failure });
          return;
        }
        items = [...items, ...answer.body.items];
        cursor = answer.body.cursor;
        if (answer.body.items.length > 0 || cursor === undefined) break;
      }
      setState({ kind: 'listed', items, cursor, failure: undefined });
    },
    [asked],
  );
  const ask = useAsking(load, START);
  return { state, refresh: () => ask(START), more: () => ask(state) };
}
