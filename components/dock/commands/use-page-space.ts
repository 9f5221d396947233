'use client';

import { useEffect } from 'react';
import type { DockState } from '../state/dock-state.ts';

/** Height of the tab list and its border. */
const TABS_HEIGHT = '(2.25rem + 1px)';

/** Height of an open dock, as CSS. @param share of the window's height */
export function dockHeight(share: number): string {
  return `max(9rem, ${(share * 100).toFixed(2)}dvh)`;
}

/**
 * Makes room for the dock below the page: sets the height of the root element, whose rest the dock has, and `data-dock`. A
 * custom property there would make the browser compute the style of every element anew.
 * @param state null while no dock is shown
 */
export function usePageSpace(state: DockState | null): void {
  const view = state?.view ?? null;
  const share = state?.share ?? 0;
  useEffect(() => {
    if (view === null) return;
    const { style, dataset } = document.documentElement;
    // A maximised dock hides the page, so the page keeps its size and needs no new layout.
    style.height = `calc(100dvh - ${view === 'minimised' ? TABS_HEIGHT : dockHeight(share)})`;
    dataset.dock = view;
    return () => {
      style.height = '';
      delete dataset.dock;
    };
  }, [view, share]);
}
