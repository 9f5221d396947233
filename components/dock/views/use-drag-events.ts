'use client';

import { type RefObject, useEffect, useRef } from 'react';

const TYPES = ['dragstart', 'dragend', 'dragover', 'dragleave', 'drop'] as const;

/**
 * Begins to drag what the page itself moves, at `dragstart`. WebKit ends a drag without data at once. Its type is our own, so
 * that neither fields nor other programs take it.
 */
export function beginMove(data: DataTransfer | null): void {
  if (data === null) return;
  data.effectAllowed = 'move';
  data.setData('application/x-podshell-terminal', 'moved');
}

/** What is done at each event; none of them has to be stable across renders. */
export type DragHandlers = Partial<Readonly<Record<(typeof TYPES)[number], (event: DragEvent) => void>>>;

/** Listens to the pointer's drag events at an element that is no control: the keyboard has shortcuts instead. */
export function useDragEvents(element: RefObject<HTMLElement | null>, handlers: DragHandlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const ended = new AbortController();
    for (const type of TYPES) {
      element.current?.addEventListener(type, (event) => latest.current[type]?.(event), {
        signal: ended.signal,
      });
    }
    return () => ended.abort();
  }, [element]);
}
