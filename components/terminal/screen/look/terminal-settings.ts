/** The user's settings for all terminals, and their stored form. */

import { DEFAULT_SCROLLBACK_LINES } from '#protocol/limits.ts';

export const THEME_NAMES = ['app', 'dark', 'light', 'contrast', 'dusk', 'ember', 'paper'] as const;
export const FONT_NAMES = ['bundled', 'system'] as const;
export const CURSOR_STYLES = ['block', 'bar', 'underline'] as const;

/** CSS pixels. */
export const FONT_SIZES = [10, 11, 12, 13, 13.5, 14, 15, 16, 18, 20, 24, 28] as const;
export const LINE_HEIGHTS = [1, 1.1, 1.2, 1.35, 1.5] as const;
/** Lines above the screen. The default takes about 20 MB at 120 columns when full. */
export const SCROLLBACKS = [1_000, 5_000, DEFAULT_SCROLLBACK_LINES, 50_000] as const;

/** Seconds after which the end of a command is worth a notification; 0: never. */
export const NOTIFY_AFTER = [0, 10, 30, 60, 300] as const;

export type ThemeName = (typeof THEME_NAMES)[number];
export type FontName = (typeof FONT_NAMES)[number];

export interface TerminalSettings {
  /** `app`: the same as the page. */
  readonly theme: ThemeName;
  readonly font: FontName;
  readonly fontSize: (typeof FONT_SIZES)[number];
  readonly lineHeight: (typeof LINE_HEIGHTS)[number];
  readonly cursorStyle: (typeof CURSOR_STYLES)[number];
  /** Ignored if the system asks for reduced motion. */
  readonly cursorBlink: boolean;
  readonly scrollback: (typeof SCROLLBACKS)[number];
  /** Output is also available as text for screen readers. Slower. */
  readonly screenReader: boolean;
  /** Asks for confirmation before several lines are pasted. */
  readonly warnPaste: boolean;
  /** On a Mac, Option is sent as Meta (Alt) instead of typing special characters. */
  readonly optionIsMeta: boolean;
  /** Ctrl+P Ctrl+Q leaves a process that a terminal is attached to. */
  readonly detachKeys: boolean;
  /** Shells mark their prompts and commands. Counts for shells that are opened from now on. */
  readonly commandMarks: boolean;
  /** The end of a command that ran longer is notified while the page is hidden. */
  readonly notifyAfter: (typeof NOTIFY_AFTER)[number];
}

export const DEFAULT_SETTINGS: TerminalSettings = {
  theme: 'app',
  font: 'bundled',
  fontSize: 13.5,
  lineHeight: 1.2,
  cursorStyle: 'block',
  cursorBlink: true,
  scrollback: DEFAULT_SCROLLBACK_LINES,
  screenReader: false,
  warnPaste: true,
  optionIsMeta: false,
  detachKeys: true,
  commandMarks: true,
  notifyAfter: 0,
};

/** Reads stored settings. A missing or invalid setting gets its default. Never throws. */
export function parseSettings(text: string | null): TerminalSettings {
  const kept = parseObject(text);
  const base = DEFAULT_SETTINGS;
  return {
    theme: oneOf(THEME_NAMES, kept.theme, base.theme),
    font: oneOf(FONT_NAMES, kept.font, base.font),
    fontSize: oneOf(FONT_SIZES, kept.fontSize, base.fontSize),
    lineHeight: oneOf(LINE_HEIGHTS, kept.lineHeight, base.lineHeight),
    cursorStyle: oneOf(CURSOR_STYLES, kept.cursorStyle, base.cursorStyle),
    cursorBlink: oneOf([true, false], kept.cursorBlink, base.cursorBlink),
    scrollback: oneOf(SCROLLBACKS, kept.scrollback, base.scrollback),
    screenReader: oneOf([true, false], kept.screenReader, base.screenReader),
    warnPaste: oneOf([true, false], kept.warnPaste, base.warnPaste),
    optionIsMeta: oneOf([true, false], kept.optionIsMeta, base.optionIsMeta),
    detachKeys: oneOf([true, false], kept.detachKeys, base.detachKeys),
    commandMarks: oneOf([true, false], kept.commandMarks, base.commandMarks),
    notifyAfter: oneOf(NOTIFY_AFTER, kept.notifyAfter, base.notifyAfter),
  };
}

export function formatSettings(settings: TerminalSettings): string {
  return JSON.stringify(settings);
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function oneOf<Value>(allowed: readonly Value[], value: unknown, otherwise: Value): Value {
  return allowed.find((one) => one === value) ?? otherwise;
}
