'use client';

import { useEffect } from 'react';

/** Smaller differences are rounding. CSS pixels. */
const ROUNDING = 1;

/**
 * Sets `--visible-height` on the document while a phone's keyboard covers part of the page: some browsers do not resize
 * the page then, and the prompt would be hidden. Renders nothing.
 */
export function VisibleHeight() {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (viewport === null) return;
    const root = document.documentElement;
    const follow = () => {
      const isZoomed = Math.abs(viewport.scale - 1) > 0.01;
      const isCovered = viewport.height < root.clientHeight - ROUNDING;
      if (isZoomed || !isCovered) {
        root.style.removeProperty('--visible-height');
        return;
      }
      root.style.setProperty('--visible-height', `${viewport.height}px`);
      // Safari scrolled to the focused element; scroll back, since all of the page is visible now.
      window.scrollTo(0, 0);
    };
    follow();
    viewport.addEventListener('resize', follow);
    return () => {
      viewport.removeEventListener('resize', follow);
      root.style.removeProperty('--visible-height');
    };
  }, []);
  return null;
}
