'use client';

import { useCallback, useRef, useState } from 'react';
import type { TerminalPane } from '#components/terminal/terminal-pane.ts';
import { FIRST_STATUS, type PaneStatus, type PaneStatuses } from './pane-status.ts';

/** The living terminals of the dock, and what the tabs show about them. Every function is stable. */
export function useTerminals() {
  const panes = useRef(new Map<string, TerminalPane>());
  const [statuses, setStatuses] = useState<PaneStatuses>({});

  const onPane = useCallback((paneId: string, pane: TerminalPane | null) => {
    if (pane === null) panes.current.delete(paneId);
    else panes.current.set(paneId, pane);
  }, []);
  const onStatus = useCallback((paneId: string, change: Partial<PaneStatus>) => {
    setStatuses((all) => {
      const before = all[paneId] ?? FIRST_STATUS;
      const after = { ...before, ...change };
      // Output comes often, and mostly tells nothing new.
      const isSame =
        after.state === before.state &&
        after.container === before.container &&
        after.hasActivity === before.hasActivity;
      return isSame && paneId in all ? all : { ...all, [paneId]: after };
    });
  }, []);
  const paneOf = useCallback((paneId: string) => panes.current.get(paneId), []);
  return { statuses, onPane, onStatus, paneOf } as const;
}
