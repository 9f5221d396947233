'use client';

import { type RefObject, useEffect } from 'react';
import { keyPlace } from '#components/keys/key-place.ts';

/** What stays visible of the last page, for the eye to find its place. CSS pixels. */
const OVERLAP_PX = 40;

/**
 * PageUp, PageDown, Home and End scroll an element wherever the focus is on the page: the browser only scrolls what
 * contains the focus. Text fields keep Home and End; terminals, menus and dialogs keep all four.
 * @param header height of what covers the element's top, in CSS pixels
 */
export function useScrollKeys(scroller: RefObject<HTMLElement | null>, header = 0): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const element = scroller.current;
      if (element === null || event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const top = scrollTopAfter(event.key, element, header);
      if (top === undefined || keepsKey(event)) return;
      event.preventDefault();
      element.scrollTo({ top });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [scroller, header]);
}

/** @returns undefined for keys that do not scroll, for which nothing is measured: that would lay the page out */
function scrollTopAfter(key: string, element: HTMLElement, header: number): number | undefined {
  const page = () => Math.max(OVERLAP_PX, element.clientHeight - header - OVERLAP_PX);
  switch (key) {
    case 'PageDown':
      return element.scrollTop + page();
    case 'PageUp':
      return element.scrollTop - page();
    case 'Home':
      return 0;
    case 'End':
      return element.scrollHeight;
    default:
      return undefined;
  }
}

function keepsKey({ target, key }: KeyboardEvent): boolean {
  switch (keyPlace(target)) {
    case 'page':
      // A part of the page that scrolls by itself, such as a long text, keeps its keys.
      return target instanceof Element && target.closest('[data-scrolls]') !== null;
    case 'field':
      return !(target instanceof HTMLInputElement) || key === 'Home' || key === 'End';
    case 'terminal':
    case 'layer':
      return true;
  }
}
