/** The keys of a terminal that do not go to the shell, for the list of shortcuts. The terminal handles them. */

import type { Action } from '#components/actions/actions.ts';
import type { Shortcut } from '#components/actions/shortcuts.ts';
import type { Platform } from '#components/keys/platform.ts';
import type { TerminalMessages } from '../words/catalog.ts';

/** The same for all terminals of a page, which therefore are listed once. */
export function terminalKeys({ listedKeys: words }: TerminalMessages, platform: Platform): readonly Action[] {
  const isMac = platform === 'mac';
  const listed = (id: string, label: string, shortcut: Shortcut, ...also: Shortcut[]): Action => ({
    id: `terminal.${id}`,
    label,
    group: words.group,
    shortcut,
    also,
  });
  const terminal = [
    listed('leave', words.leave, isMac ? 'ctrl+shift+e' : 'mod+shift+e'),
    isMac ? listed('copy', words.copy, 'mod+c') : listed('copy', words.copy, 'mod+shift+c', 'mod+c'),
    listed('paste', words.paste, ...pasteKeys(platform)),
    listed('search', words.search, isMac ? 'mod+f' : 'mod+shift+f'),
    listed('restart', words.restart, 'enter'),
    listed('buttons', words.buttons, 'tab', 'shift+tab'),
  ];
  const search = [
    listed('previous', words.previous, 'enter'),
    listed('next', words.next, 'shift+enter'),
    listed('close', words.close, 'escape'),
  ];
  return [
    ...terminal.map((action) => ({ ...action, inTerminal: true })),
    ...search.map((action) => ({ ...action, group: words.searchGroup })),
  ];
}

function pasteKeys(platform: Platform): [Shortcut, ...Shortcut[]] {
  switch (platform) {
    case 'mac':
      return ['mod+v', 'mod+shift+v'];
    case 'windows':
      return ['mod+shift+v', 'mod+v'];
    case 'other':
      return ['mod+shift+v'];
  }
}
