'use client';

import { useTheme } from 'next-themes';
import { useMemo } from 'react';
import { palettes } from './palette.ts';
import type { ScreenLook } from './terminal-pane.ts';
import { useScreenReaderMode } from './use-screen-reader-mode.ts';

/** How a terminal looks and speaks, by the user's choices. The same object until one of them changes. */
export function useScreenLook(): ScreenLook {
  const scheme = useTheme().resolvedTheme === 'light' ? 'light' : 'dark';
  const [screenReader] = useScreenReaderMode();
  return useMemo(() => ({ theme: palettes[scheme], screenReader }), [scheme, screenReader]);
}
