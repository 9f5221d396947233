'use client';

import { useEffect, useMemo, useState } from 'react';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import type { DockState } from '../state/dock-state.ts';
import type { PaneStatuses } from '../state/pane-status.ts';
import { BROADCAST_OFF, type BroadcastScope, receiversOf, toggledScope } from './broadcast.ts';

export interface Broadcast {
  readonly scope: BroadcastScope;
  /** Ids of the panes that share input; empty while off. */
  readonly receivers: ReadonlySet<string>;
  /** The scope after the shortcut; also off if fewer than two terminals are ready. */
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

/** Sends what is typed or pasted in one terminal to the others; turns off when there are no others left. */
export function useBroadcast(state: DockState, { panes, statuses }: BroadcastTerminals): Broadcast {
  const [scope, setScope] = useState(BROADCAST_OFF);
  // Statuses change often; this text changes only when the set of panes does.
  const receiversJson = JSON.stringify(receiversOf(scope, state, statuses));
  const receivers = useMemo(() => new Set(JSON.parse(receiversJson) as readonly string[]), [receiversJson]);

  useEffect(() => {
    const terminals = [...panes].filter(([id]) => receivers.has(id)).map(([, pane]) => pane);
    for (const pane of terminals) {
      const others = terminals.filter((other) => other !== pane);
      pane.shareInput(() => others);
    }
    return () => {
      for (const pane of terminals) pane.shareInput();
    };
  }, [panes, receivers]);
  useEffect(() => {
    if (scope.kind !== 'off' && receivers.size === 0) setScope(BROADCAST_OFF);
  }, [scope, receivers]);

  return {
    scope,
    receivers,
    next: toggledScope(scope, state, statuses),
    canReach: (wanted) => receiversOf(wanted, state, statuses).length > 0,
    change: setScope,
  };
}
