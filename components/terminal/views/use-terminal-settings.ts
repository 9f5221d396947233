'use client';

import { useMemo } from 'react';
import { createKeptText, useKeptText } from '#components/ui/use-kept-text.ts';
import { formatSettings, parseSettings, type TerminalSettings } from '../screen/terminal-settings.ts';

const kept = createKeptText('podshell.terminal');

/** The user's settings of every terminal, kept in the browser and the same in all its windows at once. */
export function useTerminalSettings(): readonly [
  TerminalSettings,
  (change: Partial<TerminalSettings>) => void,
] {
  const text = useKeptText(kept);
  // The same object until something changes: terminals restyle themselves for a new one.
  return [useMemo(() => parseSettings(text), [text]), change];
}

function change(change: Partial<TerminalSettings>): void {
  kept.write(formatSettings({ ...parseSettings(kept.read()), ...change }));
}
