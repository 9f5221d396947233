'use client';

import { type Dispatch, useEffect, useReducer, useRef, useState } from 'react';
import type { DockPane } from '../state/dock-layout.ts';
import { allPanes, type DockAction, type DockState, EMPTY_DOCK, reduceDock } from '../state/dock-state.ts';
import { createDockStore } from '../state/dock-store.ts';
import { forgetSession } from '../state/kept-sessions.ts';

export interface DockModel {
  readonly state: DockState;
  readonly dispatch: Dispatch<DockAction>;
  /** Ids of the panes that were there before the page was loaded. */
  readonly restored: ReadonlySet<string>;
}

/**
 * The dock's state, kept over a reload.
 * @param requests panes to be opened; `onTaken` is called with those that are in the state
 */
export function useDock(
  requests: readonly DockPane[],
  onTaken: (taken: readonly DockPane[]) => void,
): DockModel {
  const [store] = useState(createDockStore);
  const [state, dispatch] = useReducer(reduceDock, EMPTY_DOCK);
  const [restored, setRestored] = useState<ReadonlySet<string> | null>(null);
  const known = useRef<ReadonlySet<string>>(new Set());

  useEffect(() => {
    let isCurrent = true;
    void store.load().then((kept) => {
      if (!isCurrent) return;
      dispatch({ kind: 'restored', state: kept });
      setRestored(new Set(allPanes(kept).map(({ id }) => id)));
    });
    return () => {
      isCurrent = false;
    };
  }, [store]);

  useEffect(() => {
    if (restored === null || requests.length === 0) return;
    for (const pane of requests) dispatch({ kind: 'opened', pane });
    onTaken(requests);
  }, [restored, requests, onTaken]);

  useEffect(() => {
    if (restored === null) return;
    store.save(state);
    const present = new Set(allPanes(state).map(({ id }) => id));
    // By now, the panes that have gone have written their sessions down for a reload that is not to come.
    for (const id of known.current) if (!present.has(id)) forgetSession(id);
    known.current = present;
  }, [store, state, restored]);

  return { state, dispatch, restored: restored ?? known.current };
}
