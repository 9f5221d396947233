/** Where a key is pressed, which decides what it may do. */

export type KeyPlace =
  /** In a terminal: keys go to the shell. */
  | 'terminal'
  /** In a text field: letters go to the field; combinations with Ctrl or Cmd are free. */
  | 'field'
  /** In a menu or dialog, which has its own keys. */
  | 'layer'
  | 'page';

/** What the focused element belongs to. */
export function keyPlace(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('[data-podshell-terminal]') !== null) return 'terminal';
  if (target.closest('[role="dialog"], [role="menu"], [role="alertdialog"]') !== null) return 'layer';
  const typing = target.closest(
    'input:not([type=range]), textarea, select, [contenteditable], [role="textbox"]',
  );
  return typing === null ? 'page' : 'field';
}
