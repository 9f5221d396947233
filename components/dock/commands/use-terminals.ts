'use client';

import { useCallback, useRef, useState } from 'react';
import type { LogHandle } from '#components/logs/views/log-pane.tsx';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { FIRST_STATUS, isSameStatus, type PaneStatus, type PaneStatuses } from '../state/pane-status.ts';

export interface Terminals {
  readonly panes: ReadonlyMap<string, TerminalPane>;
  /** What the tabs show about the terminals. */
  readonly statuses: PaneStatuses;
  /** Null: the terminal was unmounted. Stable. */
  readonly onPane: (paneId: string, pane: TerminalPane | null) => void;
  /** Stable. */
  readonly onStatus: (paneId: string, change: Partial<PaneStatus>) => void;
  /** For event handlers: the current terminal of a pane. Stable. */
  readonly paneOf: (paneId: string) => TerminalPane | undefined;
  /** Null: the log was unmounted. Stable. */
  readonly onLog: (paneId: string, log: LogHandle | null) => void;
  /** For event handlers: the current log of a pane. Stable. */
  readonly logOf: (paneId: string) => LogHandle | undefined;
}

/** The mounted terminals and logs of the dock. */
export function useTerminals(): Terminals {
  const latest = useRef<ReadonlyMap<string, TerminalPane>>(new Map());
  const [panes, setPanes] = useState(latest.current);
  const [statuses, setStatuses] = useState<PaneStatuses>({});

  const onPane = useCallback((paneId: string, pane: TerminalPane | null) => {
    const after = new Map(latest.current);
    if (pane === null) after.delete(paneId);
    else after.set(paneId, pane);
    latest.current = after;
    setPanes(after);
  }, []);
  const onStatus = useCallback((paneId: string, change: Partial<PaneStatus>) => {
    setStatuses((all) => {
      const before = all[paneId] ?? FIRST_STATUS;
      const after = { ...before, ...change };
      // Output is frequent and rarely changes the status: avoid renders.
      return paneId in all && isSameStatus(before, after) ? all : { ...all, [paneId]: after };
    });
  }, []);
  const paneOf = useCallback((paneId: string) => latest.current.get(paneId), []);
  const logs = useRef(new Map<string, LogHandle>());
  const onLog = useCallback((paneId: string, log: LogHandle | null) => {
    if (log === null) logs.current.delete(paneId);
    else logs.current.set(paneId, log);
  }, []);
  const logOf = useCallback((paneId: string) => logs.current.get(paneId), []);
  return { panes, statuses, onPane, onStatus, paneOf, onLog, logOf };
}
