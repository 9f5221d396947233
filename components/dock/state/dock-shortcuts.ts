/**
 * The keys of the dock. Those with Ctrl and Shift, or with Ctrl and a sign that needs Shift, work inside a terminal
 * too: xterm gives the shell nothing for them, or for Enter nothing that Enter alone does not give. Single letters one
 * after the other work on the page around it.
 */

import type { Platform, Shortcut } from '#components/actions/shortcuts.ts';

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
  rename: 'd r',
  toWindow: 'd w',
  minimise: 'd m',
  clear: 'd c',
  save: 'd s',
  // No word that is typed blindly has it: it ends a shell.
  close: 'd delete',
} as const satisfies Record<string, Shortcut>;

/** The key that leaves a terminal leads to it from everywhere else. On macOS too it is Ctrl that it has. */
export function focusShortcut(platform: Platform): Shortcut {
  return platform === 'mac' ? 'ctrl+shift+e' : 'mod+shift+e';
}
