'use client';

import { type Dispatch, useEffect, useReducer, useRef, useState } from 'react';
import { isSameLog } from '#components/addresses/log-place.ts';
import { createSessionClaims } from '#components/terminal/connection/session-claims.ts';
import { forgetPaneSession, paneWithSessionOf } from '#components/terminal/pane/session/pane-session.ts';
import { tabStorage } from '#components/terminal/pane/session/tab-storage.ts';
import type { DockPane } from '../state/dock-layout.ts';
import { allPanes, type DockAction, type DockState, EMPTY_DOCK, reduceDock } from '../state/dock-state.ts';
import { createDockStore, type DockStore } from '../state/dock-store.ts';

export interface DockModel {
  readonly state: DockState;
  readonly dispatch: Dispatch<DockAction>;
  /** Ids of the panes that a reload restored. */
  readonly restored: ReadonlySet<string>;
  /** Null until the dock is loaded. */
  readonly store: DockStore | null;
}

/** A pane to open. */
export interface DockRequest {
  readonly pane: DockPane;
  /** True: beside the active pane. Otherwise in a tab of its own. */
  readonly isBeside: boolean;
}

/**
 * The dock's state, stored across reloads.
 * @param requests panes to open; `onTaken` is called with those that were opened
 */
export function useDock(
  requests: readonly DockRequest[],
  onTaken: (taken: readonly DockRequest[]) => void,
): DockModel {
  const [store] = useState(() => createDockStore(tabStorage(), createSessionClaims(navigator.locks)));
  const [state, dispatch] = useReducer(reduceDock, EMPTY_DOCK);
  const [restored, setRestored] = useState<ReadonlySet<string> | null>(null);
  const known = useRef<ReadonlySet<string>>(new Set());
  const panes = useRef<readonly DockPane[]>([]);

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
    if (restored === null) return;
    store.save(state);
    panes.current = allPanes(state);
    const present = new Set(panes.current.map(({ id }) => id));
    // Closed panes saved their session on unmount; delete it.
    for (const id of known.current) if (!present.has(id)) forgetPaneSession(id);
    known.current = present;
  }, [store, state, restored]);

  // After the effect above: the panes that were restored just now are known to it.
  useEffect(() => {
    if (restored === null || requests.length === 0) return;
    for (const { pane, isBeside } of requests) {
      const own = paneWithSessionOf(pane.id, known.current) ?? paneWithLogOf(pane, panes.current);
      if (own === undefined) dispatch({ kind: isBeside ? 'opened-beside' : 'opened', pane });
      else {
        forgetPaneSession(pane.id);
        dispatch({ kind: 'pane-shown', paneId: own });
      }
    }
    onTaken(requests);
  }, [restored, requests, onTaken]);

  return {
    state,
    dispatch,
    restored: restored ?? known.current,
    store: restored === null ? null : store,
  };
}

/**
 * The pane that shows this log already. Two shells in one place are two; two logs are the same, but for one that is wanted
 * in another view.
 */
function paneWithLogOf(wanted: DockPane, panes: readonly DockPane[]): string | undefined {
  if (wanted.kind !== 'log') return undefined;
  return panes.find(
    (pane) =>
      pane.kind === 'log' &&
      isSameLog(pane.place, wanted.place) &&
      (wanted.view === '' || wanted.view === pane.view),
  )?.id;
}
