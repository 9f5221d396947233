'use client';

import { useSyncExternalStore } from 'react';

const KEY = 'podshell.screen-reader';
const CHANGED = 'podshell:screen-reader';

/** Whether output is also offered to screen readers; kept in the browser. xterm is slower with it. */
export function useScreenReaderMode(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, read, () => false);
  return [on, write];
}

function subscribe(listener: () => void): () => void {
  const watching = new AbortController();
  window.addEventListener('storage', listener, { signal: watching.signal });
  window.addEventListener(CHANGED, listener, { signal: watching.signal });
  return () => watching.abort();
}

function read(): boolean {
  try {
    return window.localStorage.getItem(KEY) === 'on';
  } catch {
    // The browser forbids storage: the mode is off, and stays so.
    return false;
  }
}

function write(on: boolean): void {
  try {
    window.localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    return;
  }
  window.dispatchEvent(new Event(CHANGED));
}
