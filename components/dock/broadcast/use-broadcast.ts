'use client';

import { useEffect, useMemo, useState } from 'react';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import type { DockState } from '../state/dock-state.ts';
import type { PaneStatuses } from '../state/pane-status.ts';
import { type BroadcastScope, hearersOf, SILENT, toggledScope } from './broadcast.ts';

export interface Broadcast {
  readonly scope: BroadcastScope;
  /** Ids of the panes that share input; empty while off. */
  readonly hearers: ReadonlySet<string>;
  /** The scope after the toggle key; off also if fewer than two terminals are ready. */
  readonly next: BroadcastScope;
  /** True when two terminals of the scope are ready. */
  readonly canReach: (scope: BroadcastScope) => boolean;
  /** Stays off if the scope has fewer than two ready terminals. */
  readonly change: (scope: BroadcastScope) => void;
}

/** The dock's terminals and their states. */
export interface BroadcastTerminals {
  readonly panes: ReadonlyMap<string, TerminalPane>;
  readonly statuses: PaneStatuses;
}

/** Sends what is typed or pasted in one terminal to the others, and turns off when there are none left. */
export function useBroadcast(state: DockState, { panes, statuses }: BroadcastTerminals): Broadcast {
  const [scope, setScope] = useState(SILENT);
  // Statuses change often; this text changes only when the set of panes does.
  const heard = JSON.stringify(hearersOf(scope, state, statuses));
  const hearers = useMemo(() => new Set(JSON.parse(heard) as readonly string[]), [heard]);

  useEffect(() => {
    const terminals = [...panes].filter(([id]) => hearers.has(id)).map(([, pane]) => pane);
    for (const pane of terminals) {
      const others = terminals.filter((other) => other !== pane);
      pane.shareInput(() => others);
    }
    return () => {
      for (const pane of terminals) pane.shareInput();
    };
  }, [panes, hearers]);
  useEffect(() => {
    if (scope.kind !== 'off' && hearers.size === 0) setScope(SILENT);
  }, [scope, hearers]);

  return {
    scope,
    hearers,
    next: toggledScope(scope, state, statuses),
    canReach: (wanted) => hearersOf(wanted, state, statuses).length > 0,
    change: setScope,
  };
}
