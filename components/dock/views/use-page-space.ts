'use client';

import { useEffect } from 'react';
import type { DockState } from '../state/dock-state.ts';

/** Height of the list of tabs, with the line above it. */
const TABS_HEIGHT = 'calc(2.25rem + 1px)';

/**
 * Tells the page how much of the window the dock takes: `--dock-height` and `data-dock` of the root element.
 * @param state null while there is no dock to be seen
 */
export function usePageSpace(state: DockState | null): void {
  const view = state?.view ?? null;
  const share = state?.share ?? 0;
  useEffect(() => {
    if (view === null) return;
    const { style, dataset } = document.documentElement;
    // A dock that covers the page leaves it its size: it is hidden then, and nothing needs to be laid out anew.
    const open = `max(9rem, ${(share * 100).toFixed(2)}dvh)`;
    style.setProperty('--dock-height', view === 'minimised' ? TABS_HEIGHT : open);
    dataset.dock = view;
    return () => {
      style.removeProperty('--dock-height');
      delete dataset.dock;
    };
  }, [view, share]);
}
