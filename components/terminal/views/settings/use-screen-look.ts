'use client';

import { useTheme } from 'next-themes';
import { useMemo } from 'react';
import type { ScreenLook } from '../../screen/look/screen-look.ts';
import { paletteOf } from '../../screen/look/terminal-themes.ts';
import { useTerminalSettings } from './use-terminal-settings.ts';

/** Appearance and language of terminals, from the user's settings. The same object until one changes. */
export function useScreenLook(): ScreenLook {
  const scheme = useTheme().resolvedTheme === 'light' ? 'light' : 'dark';
  const [settings] = useTerminalSettings();
  return useMemo(() => ({ settings, palette: paletteOf(settings.theme, scheme) }), [settings, scheme]);
}
