'use client';

import { useSyncExternalStore } from 'react';
import {
  DEFAULT_SETTINGS,
  formatSettings,
  parseSettings,
  type TerminalSettings,
} from '../screen/terminal-settings.ts';

const KEY = 'podshell.terminal';
const CHANGED = 'podshell:terminal-settings';

/** What was chosen last, for browsers that forbid storage; and what it means, so that it is parsed once. */
let latest: { readonly text: string | null; readonly settings: TerminalSettings } = {
  text: null,
  settings: DEFAULT_SETTINGS,
};

/** The user's settings of every terminal, kept in the browser and the same in all its windows at once. */
export function useTerminalSettings(): readonly [
  TerminalSettings,
  (change: Partial<TerminalSettings>) => void,
] {
  const settings = useSyncExternalStore(subscribe, read, () => DEFAULT_SETTINGS);
  return [settings, change];
}

function subscribe(listener: () => void): () => void {
  const watching = new AbortController();
  window.addEventListener('storage', listener, { signal: watching.signal });
  window.addEventListener(CHANGED, listener, { signal: watching.signal });
  return () => watching.abort();
}

/** The same object until something changes. */
function read(): TerminalSettings {
  const text = keptText();
  if (text !== latest.text) latest = { text, settings: parseSettings(text) };
  return latest.settings;
}

function keptText(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    return latest.text;
  }
}

function change(change: Partial<TerminalSettings>): void {
  const settings = { ...read(), ...change };
  const text = formatSettings(settings);
  try {
    window.localStorage.setItem(KEY, text);
  } catch {
    // Forbidden: the choice holds until the page is left.
  }
  latest = { text, settings };
  window.dispatchEvent(new Event(CHANGED));
}
