'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { DockTab } from '../state/dock-state.ts';
import { tabElementId } from './dock-panel.tsx';
import type { Terminals } from './use-terminals.ts';

/** A part of the active tab. */
export type FocusTarget = 'terminal' | 'tab';

/**
 * Moves the focus to where an action leads, after the state has changed.
 * @param tab the active one, when there is one
 * @returns sets what gets the focus after the next render; stable
 */
export function useDockFocus(
  tab: DockTab | undefined,
  paneOf: Terminals['paneOf'],
): (target: FocusTarget) => void {
  const next = useRef<FocusTarget | null>(null);
  useEffect(() => {
    const target = next.current;
    next.current = null;
    if (target === null) return;
    if (tab === undefined) document.getElementById('content')?.focus();
    else if (target === 'terminal') paneOf(tab.activePaneId)?.focus();
    else document.getElementById(tabElementId(tab.id))?.focus();
  });
  return useCallback((target) => {
    next.current = target;
  }, []);
}
