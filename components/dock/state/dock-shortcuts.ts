/**
 * The dock's shortcuts. Ctrl+Shift combinations work inside a terminal too: xterm sends the shell nothing for them, and
 * for Ctrl+Shift+Enter only what Enter sends. Letter sequences work on the page outside a terminal.
 */

import type { Shortcut } from '#components/actions/shortcuts.ts';
import type { Platform } from '#components/keys/platform.ts';

export const IN_TERMINAL = {
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
  otherShell: 'd o',
  rename: 'd r',
  toWindow: 'd w',
  minimise: 'd m',
  clear: 'd c',
  save: 'd s',
  close: 'd delete',
  // Hard to hit by accident: it ends a shell, whatever runs in it.
  end: 'd shift+delete',
} as const satisfies Record<string, Shortcut>;

/** Focuses the active terminal; the same keys leave a terminal. They use Ctrl on macOS too. */
export function focusShortcut(platform: Platform): Shortcut {
  return platform === 'mac' ? 'ctrl+shift+e' : 'mod+shift+e';
}
