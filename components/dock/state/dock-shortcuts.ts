/**
 * The dock's shortcuts. Ctrl+Shift combinations work inside a terminal too: xterm sends the shell nothing for them, and
 * for Ctrl+Shift+Enter only what Enter sends. Letter sequences work on the page outside a terminal.
 *
 * They use Ctrl on macOS too. With Cmd most of them belong to a browser there: Cmd+Shift+D bookmarks all tabs (Chrome,
 * Firefox), +S takes a screenshot (Firefox), +L shows the sidebar (Safari), +H opens the home page, +F changes the
 * toolbar and +B the bookmarks (Chrome), +X turns the text (Firefox).
 */

import type { Shortcut } from '#components/actions/shortcuts.ts';
import type { Platform } from '#components/keys/platform.ts';

const IN_TERMINAL = {
  duplicate: 'mod+shift+enter',
  splitRight: 'mod+shift+d',
  splitDown: 'mod+shift+s',
  nextPane: 'mod+shift+l',
  previousPane: 'mod+shift+h',
  nextTab: 'mod+>',
  previousTab: 'mod+<',
  search: 'mod+shift+f',
  maximise: 'mod+shift+x',
  broadcast: 'mod+shift+b',
} as const satisfies Record<string, Shortcut>;

export const ON_PAGE = {
  broadcastAll: 'd b',
  splitRightWith: 'd a',
  splitDownWith: 'd v',
  separate: 'd t',
  toNextTab: 'd n',
  toPreviousTab: 'd p',
  swapNext: 'd l',
  swapPrevious: 'd h',
  otherShell: 'd o',
  other: 'd g',
  share: 'd i',
  rename: 'd r',
  toWindow: 'd w',
  fullScreen: 'd f',
  minimise: 'd m',
  clear: 'd c',
  save: 'd s',
  close: 'd delete',
  // Hard to hit by accident: it ends a shell, whatever runs in it.
  end: 'd shift+delete',
} as const satisfies Record<string, Shortcut>;

export type TerminalShortcut = keyof typeof IN_TERMINAL;

export const TERMINAL_SHORTCUTS = Object.keys(IN_TERMINAL) as readonly TerminalShortcut[];

/** The keys that do it, in a terminal and outside. */
export function terminalShortcut(id: TerminalShortcut, platform: Platform): Shortcut {
  return platform === 'mac' ? IN_TERMINAL[id].replace('mod', 'ctrl') : IN_TERMINAL[id];
}

/** Focuses the active terminal; the same keys leave a terminal. */
export function focusShortcut(platform: Platform): Shortcut {
  return platform === 'mac' ? 'ctrl+shift+e' : 'mod+shift+e';
}
