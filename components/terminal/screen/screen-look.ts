/** How the screen looks and speaks; it may change at any time. */

import type { ITerminalOptions } from '@xterm/xterm';
import type { TerminalPalette } from './ansi-colors.ts';
import { FONT_FAMILIES } from './terminal-font.ts';
import type { TerminalSettings } from './terminal-settings.ts';

export interface ScreenLook {
  readonly settings: TerminalSettings;
  /** What `settings.theme` means at this moment. */
  readonly palette: TerminalPalette;
}

/** xterm would draw a black line beside the marks of a search. */
const NO_COLOR = '#00000000';

/**
 * The look as xterm takes it.
 * @param reducedMotion the system's wish for less motion
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
