'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type ColumnChoice, decodeColumns, encodeColumns } from './column-choice.ts';

const KEY = 'podshell.columns';

/** Told when another tab, or this one, has chosen. */
const CHANGED = 'podshell:columns';

/** The columns that this browser's user has chosen; undefined on the server, which cannot know. */
export function useColumnChoice(): readonly [ColumnChoice, (next: ColumnChoice) => void] {
  const text = useSyncExternalStore(subscribe, read, () => '');
  const choice = useMemo(() => decodeColumns(text), [text]);
  const change = useCallback((next: ColumnChoice) => {
    try {
      if (next === undefined) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, encodeColumns(next));
    } catch {
      // A browser that keeps nothing, as some do in private windows, shows the usual columns.
    }
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [choice, change];
}

function read(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(CHANGED, listener);
  };
}
