'use client';

import { useEffect } from 'react';
import type { DockState } from '../state/dock-state.ts';

/** Height of the tab list and its border. */
const TABS_HEIGHT = 'calc(2.25rem + 1px)';

/**
 * Sets how much of the window the dock takes, as `--dock-height` and `data-dock` on the root element.
 * @param state null while no dock is shown
 */
export function usePageSpace(state: DockState | null): void {
  const view = state?.view ?? null;
  const share = state?.share ?? 0;
  useEffect(() => {
    if (view === null) return;
    const { style, dataset } = document.documentElement;
    // A maximised dock hides the page, so the page keeps its size and needs no new layout.
    const open = `max(9rem, ${(share * 100).toFixed(2)}dvh)`;
    style.setProperty('--dock-height', view === 'minimised' ? TABS_HEIGHT : open);
    dataset.dock = view;
    return () => {
      style.removeProperty('--dock-height');
      delete dataset.dock;
    };
  }, [view, share]);
}
