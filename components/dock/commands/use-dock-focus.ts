'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { DockTab } from '../state/dock-state.ts';
import { tabElementId } from './element-ids.ts';
import type { Terminals } from './use-terminals.ts';

/** A part of the active tab. */
export type FocusTarget = 'terminal' | 'tab';

/**
 * Moves the focus after a command has changed the state.
 * @param tab the active tab, if there is one
 * @returns a stable function that sets what gets the focus after the next render
 */
export function useDockFocus(
  tab: DockTab | undefined,
  paneOf: Terminals['paneOf'],
  logOf: Terminals['logOf'],
): (target: FocusTarget) => void {
  const next = useRef<FocusTarget | null>(null);
  useEffect(() => {
    const target = next.current;
    next.current = null;
    if (target === null) return;
    if (tab === undefined) document.getElementById('content')?.focus();
    else if (target === 'terminal') (paneOf(tab.activePaneId) ?? logOf(tab.activePaneId))?.focus();
    else document.getElementById(tabElementId(tab.id))?.focus();
  });
  return useCallback((target) => {
    next.current = target;
  }, []);
}
