/** The appearance and language of a screen; may change at any time. */

import type { ITerminalOptions } from '@xterm/xterm';
import type { TerminalPalette } from './ansi-colors.ts';
import { FONT_FAMILIES } from './terminal-font.ts';
import type { TerminalSettings } from './terminal-settings.ts';

export interface ScreenLook {
  readonly settings: Omit<TerminalSettings, 'fontSize'> & { readonly fontSize: number };
  /** The palette that `settings.theme` currently means. */
  readonly palette: TerminalPalette;
}

/** Without it, xterm draws a black line beside the overview ruler. */
const NO_COLOR = '#00000000';

/**
 * The look as xterm options.
 * @param reducedMotion true if the system asks for reduced motion
 */
export function screenOptions({ settings, palette }: ScreenLook, reducedMotion: boolean): ITerminalOptions {
  return {
    cursorBlink: settings.cursorBlink && !reducedMotion,
    cursorStyle: settings.cursorStyle,
    fontFamily: FONT_FAMILIES[settings.font],
    fontSize: settings.fontSize,
    lineHeight: settings.lineHeight,
    macOptionIsMeta: settings.optionIsMeta,
    screenReaderMode: settings.screenReader,
    scrollback: settings.scrollback,
    theme: { ...palette, overviewRulerBorder: NO_COLOR },
  };
}
