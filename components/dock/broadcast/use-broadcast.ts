'use client';

import { useEffect, useMemo, useState } from 'react';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import type { DockState } from '../state/dock-state.ts';
import type { PaneStatuses } from '../state/pane-status.ts';
import { type BroadcastScope, hearersOf, SILENT, toggledScope } from './broadcast.ts';

export interface Broadcast {
  readonly scope: BroadcastScope;
  /** Ids of the panes that hear each other; empty when it is off. */
  readonly hearers: ReadonlySet<string>;
  /** What one key changes it to; off also when there are not two terminals to type into at once. */
  readonly next: BroadcastScope;
  /** True when two terminals of the scope are ready. */
  readonly canReach: (scope: BroadcastScope) => boolean;
  /** Stays off for a scope that has not two terminals. */
  readonly change: (scope: BroadcastScope) => void;
}

/** The dock's terminals and how each is doing. */
export interface BroadcastTerminals {
  readonly panes: ReadonlyMap<string, TerminalPane>;
  readonly statuses: PaneStatuses;
}

/** Lets what is typed and pasted in one terminal go to others, and ends that when there are no others. */
export function useBroadcast(state: DockState, { panes, statuses }: BroadcastTerminals): Broadcast {
  const [scope, setScope] = useState(SILENT);
  // The same text as long as the same panes hear: statuses change often.
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
