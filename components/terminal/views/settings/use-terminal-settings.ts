'use client';

import { useMemo } from 'react';
import { createKeptText, useKeptText } from '#components/ui/use-kept-text.ts';
import { formatSettings, parseSettings, type TerminalSettings } from '../../screen/look/terminal-settings.ts';

const kept = createKeptText('podshell.terminal');

/** The settings of all terminals, stored in the browser and shared by all its windows. */
export function useTerminalSettings(): readonly [
  TerminalSettings,
  (change: Partial<TerminalSettings>) => void,
] {
  const text = useKeptText(kept);
  // The same object until something changes: each new object restyles the terminals.
  return [useMemo(() => parseSettings(text), [text]), change];
}

/** The stored settings, outside of React. */
export function storedSettings(): TerminalSettings {
  return parseSettings(kept.read());
}

function change(change: Partial<TerminalSettings>): void {
  kept.write(formatSettings({ ...storedSettings(), ...change }));
}
