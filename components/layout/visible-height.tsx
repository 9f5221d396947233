'use client';

import { useEffect } from 'react';

/** What differs by no more than this is rounding. CSS pixels. */
const ROUNDING = 1;

/**
 * Keeps `--visible-height` on the document while the keyboard of a phone covers a part of the page: browsers that do
 * not make the page smaller then would leave the prompt behind it. Shows nothing.
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
      // Safari has scrolled the page to what has the focus; now all of it can be seen where it was.
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
