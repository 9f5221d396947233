/**
 * Colours of the terminal, light and dark. Every text colour has a contrast of at least 4.5:1 on the background
 * (WCAG 2.2 AA), except the one whose name is the background's shade (white in light, black in dark).
 */

import type { ITheme } from '@xterm/xterm';

export type ColorScheme = 'light' | 'dark';

/** The theme of xterm, and the colours of search matches, which xterm takes separately. */
export type TerminalPalette = Required<Pick<ITheme, PaletteKey>> & {
  readonly matchBackground: string;
  /** Around each match, and in the margin that shows the whole scrollback. */
  readonly matchBorder: string;
  readonly activeMatchBackground: string;
  readonly activeMatchForeground: string;
};

export const palettes: Readonly<Record<ColorScheme, TerminalPalette>> = {
  dark: {
    background: '#070d11',
    foreground: '#d8dfe1',
    cursor: '#6fd6e4',
    cursorAccent: '#070d11',
    selectionBackground: '#2b5563',
    selectionInactiveBackground: '#26363f',
    matchBackground: '#3d3210',
    matchBorder: '#a8833a',
    activeMatchBackground: '#f0b429',
    activeMatchForeground: '#070d11',
    scrollbarSliderBackground: '#8aa0ad40',
    scrollbarSliderHoverBackground: '#8aa0ad73',
    scrollbarSliderActiveBackground: '#8aa0ad99',
    black: '#33404a',
    red: '#ff7f77',
    green: '#62d08f',
    yellow: '#e0b04b',
    blue: '#7db5ff',
    magenta: '#d1a6ff',
    cyan: '#53d1de',
    white: '#c3ced6',
    brightBlack: '#82909b',
    brightRed: '#ffa59d',
    brightGreen: '#8be3b0',
    brightYellow: '#f2cd74',
    brightBlue: '#a9d0ff',
    brightMagenta: '#e3c8ff',
    brightCyan: '#8ae8f0',
    brightWhite: '#f7fafc',
  },
  light: {
    background: '#fbfdfd',
    foreground: '#162025',
    cursor: '#0d6675',
    cursorAccent: '#fbfdfd',
    selectionBackground: '#b9dfe8',
    selectionInactiveBackground: '#dfe8ec',
    matchBackground: '#ffefbf',
    matchBorder: '#a87400',
    activeMatchBackground: '#9a5200',
    activeMatchForeground: '#ffffff',
    scrollbarSliderBackground: '#5b6f7a33',
    scrollbarSliderHoverBackground: '#5b6f7a66',
    scrollbarSliderActiveBackground: '#5b6f7a8c',
    black: '#1d262c',
    red: '#b3261e',
    green: '#1a6d3c',
    yellow: '#7a5100',
    blue: '#1b55c0',
    magenta: '#8636b4',
    cyan: '#0b6674',
    white: '#dbe1e6',
    brightBlack: '#56626c',
    brightRed: '#c4321f',
    brightGreen: '#207541',
    brightYellow: '#865a00',
    brightBlue: '#2460d6',
    brightMagenta: '#9543c4',
    brightCyan: '#0f7080',
    brightWhite: '#66727d',
  },
};

type PaletteKey =
  | 'background'
  | 'foreground'
  | 'cursor'
  | 'cursorAccent'
  | 'selectionBackground'
  | 'selectionInactiveBackground'
  | 'scrollbarSliderBackground'
  | 'scrollbarSliderHoverBackground'
  | 'scrollbarSliderActiveBackground'
  | TextColor;

/** The sixteen colours of ECMA-48 and its aixterm extension, in order. */
export const TEXT_COLORS = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

export type TextColor = (typeof TEXT_COLORS)[number];
